# gpu-mock: `make help`.

MVN := mvn -B -q -ntp
# Maven's own JVM ends before a second compiler has paid for itself.
export MAVEN_OPTS ?= -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
# Of `make image`: any image with a Java 17 runtime; tar://FILE takes one from an archive.
BASE_IMAGE ?=
IMAGE ?= local/gpu-mockctl:dev
ARCH ?= $(shell uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')
JAVA := $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)

.PHONY: help tools build test demo bench fuzz image fmt clean

## help: this list
help:
	@sed -n 's/^## //p' Makefile | awk -F ': ' '{ printf "  %-7s %s\n", $$1, $$2 }'

# Names the first prerequisite that this machine lacks, in one line.
tools:
	@for tool in java:'a JDK, 17 or newer' javac:'a JDK, 17 or newer' mvn:Maven cc:'a C compiler'; do \
	  command -v $${tool%%:*} >/dev/null 2>&1 || [ -x "$${JAVA_HOME:-/none}/bin/$${tool%%:*}" ] || \
	  { echo "make: $${tool%%:*} is missing: install $${tool#*:}" >&2; exit 1; }; done
	@version=$$($(JAVA) -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p'); \
	  case $$version in 1.*|9|1[0-6]) echo "make: java is version $$version: install a JDK, 17 or newer" >&2; exit 1;; esac

## build: everything, and the launcher bin/gpu-mockctl
build: tools
	@rm -rf gpu-mockctl/target/lib
	@$(MVN) -DskipTests package
	@$(MAKE) --no-print-directory launcher

# The archive of class data holds the classes of a run that touches what most commands need.
.PHONY: launcher
launcher:
	@mkdir -p bin && install -m 755 gpu-mockctl/src/main/launcher/gpu-mockctl bin/gpu-mockctl
	@JAVA=$(JAVA) gpu-mockctl/src/main/launcher/class-data gpu-mockctl/target

## test: every test
test: tools
	@mvn -B -ntp -T 2 verify

## demo: a mock GPU node in a scratch directory, checked
demo: build
	@gpu-mockctl/src/main/launcher/demo

## bench: times, sizes and system calls
bench: build
	@bench/run

# Each fuzzer makes so many runs.
FUZZ_RUNS ?= 10000000
## fuzz: the driver library's state and calls ten million times each, nvidia-smi a hundredth of that
fuzz: tools
	@$(MVN) -pl mocknvml -am -Dtest=none -Dit.test=FuzzIT -Dfuzz.runs=$(FUZZ_RUNS) \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false verify
	@grep -H '^Done' mocknvml/target/fuzz-*.log

## image: the container image as an archive, gpu-mockctl/target/jib-image.tar
image: tools
	@$(MVN) -DskipTests -Dimage.phase=package -Dimage.name=$(IMAGE) -Dimage.architecture=$(ARCH) \
	  $(if $(BASE_IMAGE),-Dimage.base=$(BASE_IMAGE)) package

## fmt: format the Java sources
fmt:
	@$(MVN) spotless:apply

## clean: away with all that was built
clean:
	@$(MVN) clean
	@rm -rf bin
