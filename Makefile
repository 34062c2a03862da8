# Everything one does with this project, each in one word. `make` alone lists the words.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
ARGS ?=
THREADS ?= 1
BENCH_PYTHON ?=
# A file for what the tests tell, line by line, to programs.
EVENTS ?=

# On Linux the program carries Swift's runtime, so that it runs where no Swift is.
ifeq ($(shell uname -s),Linux)
RELEASE := -c release --static-swift-stdlib -Xlinker -s
else
RELEASE := -c release
endif

# Locks tell the sanitizer of themselves where THREAD_SANITIZER is defined.
SANITIZED := --sanitize=thread -Xswiftc -DTHREAD_SANITIZER --scratch-path .build-threads
# Tests of what the sanitizer does not leave to the program: limits of files, and faults.
UNSANITIZED := --skip 'may not grow any more' --skip 'a signal gives the terminal back'

.PHONY: help run build test check threads lint format bench stall witness install uninstall clean

help:
	@echo 'make run [ARGS="iris --set training.epochs=50"]   build and open the dashboard'
	@echo 'make build                                        build the program for use'
	@echo 'make test                                         checks and all tests'
	@echo 'make check                                        the same: all that CI does'
	@echo 'make threads                                      all tests under the thread sanitizer'
	@echo 'make bench [BENCH_PYTHON=python] [THREADS=1]       steps a second, beside other engines'
	@echo 'make stall                                        how long saving holds a step up'
	@echo 'make witness                                      count what steps allocate: nothing'
	@echo 'make format                                       bring the code into its form'
	@echo 'make install [PREFIX=/usr/local] [DESTDIR=]       install program, presets, documents'
	@echo 'make uninstall [PREFIX=/usr/local] [DESTDIR=]     take them away again'
	@echo 'make clean                                        remove what was built'

run: build
	@"$$($(SWIFT) build $(RELEASE) --show-bin-path)/nn-tui" $(ARGS)

build:
	@Scripts/need swift libraries
	$(SWIFT) build $(RELEASE) --product nn-tui

test: lint
	@Scripts/need libraries tmux
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build $(if $(EVENTS),--event-stream-output-path "$(EVENTS)")

check: test

# What the sanitizer finds is written to files, also by programs that a test starts.
REPORTS := .build-threads/reports

threads:
	@Scripts/need swift libraries tmux
	$(SWIFT) build --build-tests $(SANITIZED)
	rm -rf $(REPORTS)
	mkdir $(REPORTS)
	TSAN_OPTIONS="log_path='$(CURDIR)/$(REPORTS)/process'" \
	  $(SWIFT) test --skip-build $(SANITIZED) $(UNSANITIZED); \
	  status=$$?; cat $(REPORTS)/* 2> /dev/null && exit 1; exit $$status

lint:
	@Scripts/need swift
	$(SWIFT) format lint --strict --parallel -r Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources
	Scripts/check-layers
	Scripts/check-house
	Scripts/test-checks

bench:
	@Scripts/need swift libraries
	BENCH_PYTHON="$(BENCH_PYTHON)" Scripts/bench $(THREADS)

witness:
	@Scripts/need swift libraries
	$(SWIFT) run -c release --package-path Benchmarks allocation-witness

stall:
	@Scripts/need swift libraries
	$(SWIFT) run -c release --package-path Benchmarks checkpoint-benchmark

format:
	@Scripts/need swift
	$(SWIFT) format --in-place --parallel -r Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/nn-tui/presets" \
	  "$(DESTDIR)$(PREFIX)/share/doc/nn-tui"
	install -m 755 "$$($(SWIFT) build $(RELEASE) --show-bin-path)/nn-tui" "$(DESTDIR)$(PREFIX)/bin"
	install -m 644 presets/*.yaml "$(DESTDIR)$(PREFIX)/share/nn-tui/presets"
	install -m 644 README.md LICENSE "$(DESTDIR)$(PREFIX)/share/doc/nn-tui"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/nn-tui"
	rm -rf "$(DESTDIR)$(PREFIX)/share/nn-tui" "$(DESTDIR)$(PREFIX)/share/doc/nn-tui"

clean:
	rm -rf .build .build-threads
