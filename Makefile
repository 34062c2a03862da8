# Everything one does with this project, each in one word. `make` alone lists the words.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
ARGS ?=
THREADS ?= 1
BENCH_PYTHON ?=
# A folder for one file per run of tests: what the run reports, line by line, to programs.
EVENTS ?= .build/test-events

# On Linux the program carries Swift's runtime, so that it runs where no Swift is.
ifeq ($(shell uname -s),Linux)
RELEASE := -c release --static-swift-stdlib -Xlinker -s
else
RELEASE := -c release
endif

# Some tests run a second time, in builds of their own that hold no other tests: Package.swift reads
# NN_TUI_TESTS. What ships is optimised: there the loops of kernels run in vector instructions.
OPTIMIZED := -c release -Xswiftc -enable-testing --scratch-path .build-release
OPTIMIZED_TESTS := NN_TUI_TESTS="Numerics NeuralNetwork Training"
# Threads, sessions and trainer are all in Training.
SANITIZED_TESTS := NN_TUI_TESTS="Training"
# Locks tell the sanitizer of themselves where THREAD_SANITIZER is defined.
SANITIZED := --sanitize=thread -Xswiftc -DTHREAD_SANITIZER --scratch-path .build-threads
# Tests of what the sanitizer does not leave to the program: limits of files, and faults.
UNSANITIZED := --skip 'may not grow any more' --skip 'a signal gives the terminal back'
# Long tests of one thread, which `make threads` runs: a third of the time of all in Training.
SINGLE_THREADED := --skip 'GradientCheckTests.swift' --skip 'CheckpointTests.swift' \
  --skip 'UndoModelTests.swift'
# The product that holds all tests of a build.
TESTS := --product nn-tuiPackageTests
BENCHMARKS := -c release --package-path Benchmarks
# Beside the optimised tests, of which they share the modules: 55 seconds in place of 157.
CHECKED_BENCHMARKS := $(OPTIMIZED) --package-path Benchmarks

# Parts of `make test` would only take the processors from one another.
.NOTPARALLEL:
.PHONY: help run build test check debug-tests release-tests sanitized-tests threads benchmarks \
  lint format bench stall witness install uninstall clean

help:
	@echo 'make run [ARGS="iris --set training.epochs=50"]   build and open the dashboard'
	@echo 'make build                                        build the program for use'
	@echo 'make test                                         all that CI does: the next six'
	@echo 'make lint                                           form, layers and rules of the house'
	@echo 'make debug-tests                                    all tests'
	@echo 'make release-tests                                  tests of kernels and training, optimised'
	@echo 'make sanitized-tests                                tests of training, thread sanitizer'
	@echo 'make benchmarks                                     build the benchmarks'
	@echo 'make witness                                        count what steps allocate: nothing'
	@echo 'make threads                                      all tests under the thread sanitizer'
	@echo 'make bench [BENCH_PYTHON=python] [THREADS=1]       steps per second, beside other engines'
	@echo 'make stall                                        how long saving holds a step up'
	@echo 'make format                                       bring the code into its form'
	@echo 'make install [PREFIX=/usr/local] [DESTDIR=]       install program, presets, documents'
	@echo 'make uninstall [PREFIX=/usr/local] [DESTDIR=]     take them away again'
	@echo 'make clean                                        remove what was built'

run: build
	@"$$($(SWIFT) build $(RELEASE) --show-bin-path)/nn-tui" $(ARGS)

build:
	@Scripts/need swift libraries
	$(SWIFT) build $(RELEASE) --product nn-tui

# Ends with the count of all tests, and fails where one of the runs had none.
test: lint debug-tests release-tests sanitized-tests benchmarks witness
	@Scripts/count-tests "$(EVENTS)"

check: test

# $(call events,RUN): where a run reports to; what was there of an earlier one goes.
events = --event-stream-output-path "$(EVENTS)/$(1)"
define new-events
@mkdir -p "$(EVENTS)"
@rm -f "$(EVENTS)/$(1)"
endef

debug-tests:
	@Scripts/need swift libraries tmux
	$(call new-events,debug)
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build $(call events,debug)

release-tests:
	@Scripts/need swift libraries
	$(call new-events,release)
	$(OPTIMIZED_TESTS) $(SWIFT) build $(OPTIMIZED) $(TESTS)
	$(OPTIMIZED_TESTS) $(SWIFT) test --skip-build $(OPTIMIZED) $(call events,release)

# What the sanitizer finds is written to files, also by programs that a test starts.
REPORTS := .build-threads/reports
define run-sanitized
rm -rf $(REPORTS)
mkdir $(REPORTS)
TSAN_OPTIONS="log_path='$(CURDIR)/$(REPORTS)/process'" \
  $(1) $(SWIFT) test --skip-build $(SANITIZED) $(UNSANITIZED) $(2); \
  status=$$?; cat $(REPORTS)/* 2> /dev/null && exit 1; exit $$status
endef

sanitized-tests:
	@Scripts/need swift libraries
	$(call new-events,sanitized)
	$(SANITIZED_TESTS) $(SWIFT) build $(SANITIZED) $(TESTS)
	$(call run-sanitized,$(SANITIZED_TESTS),$(SINGLE_THREADED) $(call events,sanitized))

threads:
	@Scripts/need swift libraries tmux
	$(SWIFT) build --build-tests $(SANITIZED)
	$(call run-sanitized)

lint:
	@Scripts/need swift
	$(SWIFT) format lint --strict --parallel -r Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources
	Scripts/check-layers
	Scripts/check-house
	Scripts/test-checks

benchmarks:
	@Scripts/need swift libraries
	$(SWIFT) build $(CHECKED_BENCHMARKS)

bench:
	@Scripts/need swift libraries
	BENCH_PYTHON="$(BENCH_PYTHON)" Scripts/bench $(THREADS)

witness:
	@Scripts/need swift libraries
	$(SWIFT) run $(CHECKED_BENCHMARKS) allocation-witness

stall:
	@Scripts/need swift libraries
	$(SWIFT) run $(BENCHMARKS) checkpoint-benchmark

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
	rm -rf .build .build-release .build-threads Benchmarks/.build
