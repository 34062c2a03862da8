#!/bin/sh
# OpenBLAS 0.3.21 (Debian 12): the choice of kernels by features is no upgrade on every processor.
#
# Expected: with OPENBLAS_CORETYPE set to an empty text, OpenBLAS looks at the processor's features, so
# the kernels are never older than those of the choice by model.
# Seen: the choice by features knows SSE3, AVX, AVX2 and AVX-512 only. On a Westmere or a Denverton
# (SSE4.2) it replaces the kernels for Nehalem by those for Prescott, on a Penryn likewise, and on a
# Piledriver it replaces kernels with FMA by those for Sandy Bridge. On an Intel model that OpenBLAS does
# not know (family 6, model 183) it is the upgrade that one looks for: Haswell instead of Prescott.
# So: compare the features with the kernels first, and choose again only where the kernels are weaker.
#
# Needs x86-64 Debian 12 with apt-get, dpkg and python3. Processors are emulated by qemu-user.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q qemu-user=1:7.2+dfsg-7+deb12u18+b3 libopenblas0-pthread=0.3.21+ds-4 > /dev/null
for package in ./*.deb; do dpkg -x "$package" .; done

cat > choice.py <<'PYTHON'
import ctypes
import sys

library = ctypes.CDLL(sys.argv[1])
library.openblas_get_corename.restype = ctypes.c_char_p
by_model = library.openblas_get_corename().decode()
ctypes.CDLL(None).setenv(b"OPENBLAS_CORETYPE", b"", 1)
library.gotoblas_dynamic_quit()
library.gotoblas_dynamic_init()
print(by_model, library.openblas_get_corename().decode())
PYTHON

library=$folder/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0
python=$(python3 -c 'import os, sys; print(os.path.realpath(sys.executable))')
status=0
check() {
  seen=$(env -u OPENBLAS_CORETYPE "$folder/usr/bin/qemu-x86_64" -cpu "$1" "$python" choice.py \
    "$library" 2> /dev/null)
  printf '%-28s by model %-12s by features %s\n' "$1" ${seen}
  [ "$seen" = "$2 $3" ] || { echo "expected $2 and $3" >&2; status=1; }
}
echo 'OpenBLAS 0.3.21, qemu-user 7.2'
check Westmere Nehalem Prescott
check Denverton Nehalem Prescott
check Penryn Penryn Prescott
check Opteron_G5 Piledriver Sandybridge
check 'Haswell,family=6,model=183' Prescott Haswell
exit $status
