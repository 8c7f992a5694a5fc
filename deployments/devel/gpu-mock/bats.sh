#!/bin/bash
# The DRA driver's own tests, tests/bats of its repository, as they are, against the mock nodes of the
# cluster: bats.sh run CHECKOUT. Prints what became of each test, against the list of those that must pass.
# bats.sh check CHECKOUT says whether that can be begun.
# bats.sh report LIST does so with a log of bats, its input.
# The Makefile beside it exports the settings.
set -euo pipefail
cd "$(dirname "$0")"

# shellcheck source=common.sh
. ./common.sh

here=$PWD
suite=${2:-}
driver_root=/var/lib/nvidia-mock/driver
# Where the suite looks for bats' libraries.
libraries=/bats-libraries
namespace_of_suite=dra-driver-nvidia-gpu

check_tools() {
  local tool
  [[ -d $suite/tests/bats ]] ||
    die "BATS_CHECKOUT is \"$suite\": set it to a checkout of the DRA driver's repository, which has tests/bats"
  for tool in bats jq yq bc make git envsubst; do
    command -v "$tool" >/dev/null || die "$tool is not installed: the DRA driver's tests need it"
  done
  yq --raw-output . <<<'a: 1' >/dev/null 2>&1 ||
    die "yq does not know --raw-output: the DRA driver's tests need the yq that is written in Python"
  [[ -e $libraries/bats-assert/load.bash || -e $BATS_LIBRARIES/bats-assert/load.bash ]] ||
    die "no bats-assert in $libraries or BATS_LIBRARIES, $BATS_LIBRARIES"
}

check_lists() {
  local entry
  [[ -n $BATS_FILES ]] || die "BATS_FILES is empty: it names files of the suite"
  for entry in $BATS_FILES; do
    [[ -f $suite/tests/bats/${entry%%:*}.bats ]] || die "BATS_FILES: the suite has no tests/bats/${entry%%:*}.bats"
  done
  [[ -f $list ]] || die "there is no list of expected tests for machine $MACHINE: $list"
}

# The suite names an absolute path, which its own container image has.
link_libraries() {
  [[ -e $libraries ]] && return
  ln -s "$BATS_LIBRARIES" "$libraries"
  linked=yes
}

# run_file FILE[:PATTERN]: its output is TAP. With a pattern only the tests that it matches.
run_file() {
  local file=tests/bats/${1%%:*}.bats filter=() version
  if [[ $1 == *:* ]]; then filter=(--filter "${1#*:}"); fi
  version=$(make -s -C "$suite" print-VERSION) || return
  (cd "$suite" && env -u MAKEFLAGS -u MAKELEVEL PATH="$here/bats/bin:$PATH" BATS_HELM="$HELM" BATS_KUBECTL="$kubectl" \
    TEST_CHART_REPO=deployments/helm/dra-driver-nvidia-gpu TEST_CHART_VERSION="${version#v}" \
    TEST_EXPECTED_IMAGE_SPEC_SUBSTRING="$version" TEST_NVIDIA_DRIVER_ROOT=$driver_root \
    TEST_ALT_PROC_DEVICES=$driver_root/proc/devices TEST_CRD_UPGRADE_TARGET_GIT_REF=main \
    TEST_CHART_LASTSTABLE_REPO="${BATS_LAST_STABLE_CHART:-none}" TEST_CHART_LASTSTABLE_VERSION='' \
    TEST_GPU_STRESS_PODS_N=20 TEST_GPU_STRESS_ITERATIONS=3 TEST_GPU_STRESS_DELAY=1 \
    DISABLE_COMPUTE_DOMAINS="$BATS_DISABLE_COMPUTE_DOMAINS" NVMM_PATH=tests/bats/lib/lambda \
    BATS_TEST_TIMEOUT="$BATS_TIMEOUT" USER="${USER:-root}" \
    bats --tap --print-output-on-failure "${filter[@]+"${filter[@]}"}" "$file") 2>&1
}

# The suite leaves its release, and does not begin where there is one. A test that failed leaves what it made.
uninstall() {
  local words release
  cluster delete --namespace default --timeout 60s -l env=batssuite \
    deployments,jobs,pods,resourceclaims,resourceclaimtemplates --ignore-not-found
  read -ra words <<<"$HELM"
  for release in $("${words[@]}" list --short --all --namespace "$namespace_of_suite"); do
    "${words[@]}" uninstall --wait --timeout 60s --namespace "$namespace_of_suite" "$release"
  done
}

# That bats ends with an error is said and no more: the report judges each test of the list by its own line,
# and a test without one has failed.
run_suite() {
  local entry
  for entry in $BATS_FILES; do
    uninstall
    echo "# --- $entry, after $SECONDS s"
    run_file "$entry" || echo "# bats ended with $?"
  done
}

definitions() {
  cluster get customresourcedefinitions -o name | sort
}

# However it ends: what the suite has left, its charts' custom resources too, which helm never removes.
leave() {
  local name
  if [[ -n $linked ]]; then rm -f "$libraries"; fi
  uninstall
  cluster delete namespace --ignore-not-found "$namespace_of_suite" batssuite
  comm -13 <(echo "$before") <(definitions) | while read -r name; do cluster delete "$name" --timeout 60s; done
}

# "OUTCOME NAME" of each test of a log.
outcomes() {
  sed -n -e 's/^ok [0-9]* \(.*\) # skip\(.*\)/skip \1/p' -e '/# skip/!s/^ok [0-9]* /pass /p' -e 's/^not ok [0-9]* /fail /p' "$1" |
    sed 's/ # timeout after.*//'
}

# The list's lines are names, or patterns where a name has a version or a number in it.
expected() {
  local pattern
  while read -r pattern; do
    # shellcheck disable=SC2053 # a pattern
    if [[ $1 == $pattern ]]; then return; fi
  done < <(grep -v '^#' "$list")
  return 1
}

# A table, and how many tests that must pass did not.
report() {
  local outcome name wrong=0 sign seen=()
  grep -qv '^#' "$list" || die "$list names no test: nothing could fail"
  while read -r outcome name; do
    sign='-'
    if expected "$name"; then
      sign='✓'
      if [[ $outcome != pass ]]; then sign='✗' wrong=$((wrong + 1)); fi
    elif [[ $outcome == pass ]]; then
      sign='+'
    fi
    printf '  %s %-4s %s\n' "$sign" "$outcome" "$name"
    seen+=("$name")
  done
  missing_tests "${seen[@]+"${seen[@]}"}" || wrong=$((wrong + $?))
  return "$wrong"
}

# Those of the list that were not run at all, as when a file's set-up fails.
missing_tests() {
  local pattern name count=0
  while read -r pattern; do
    for name in "$@"; do
      # shellcheck disable=SC2053 # a pattern
      if [[ $name == $pattern ]]; then continue 2; fi
    done
    printf '  ✗ none %s\n' "$pattern"
    count=$((count + 1))
  done < <(grep -v '^#' "$list")
  return "$count"
}

case ${1:-} in
  run | check) ;;
  report)
    list=$2
    outcomes /dev/stdin | report
    exit
    ;;
  *) die "no step \"${1:-}\": see make help" ;;
esac

check_settings
if [[ $PROVIDER == kind ]]; then HELM+=" --kube-context kind-$CLUSTER"; fi
check_tools
list=$here/bats/$MACHINE.txt
check_lists
[[ $1 == run ]] || exit 0
kubectl=$(command -v "${KUBECTL%% *}")${KUBECTL#"${KUBECTL%% *}"}
if [[ $PROVIDER == kind ]]; then kubectl+=" --context kind-$CLUSTER"; fi
mkdir -p "$BATS_LOGS"
log=$BATS_LOGS/bats.log
before=$(definitions)
linked=
trap 'leave >>"$log" 2>&1' EXIT
link_libraries
run_suite >"$log" 2>&1
echo "=== tests of the DRA driver $(git -C "$suite" rev-parse --short HEAD), machine $MACHINE ==="
outcomes "$log" | report && wrong=0 || wrong=$?
echo
outcomes "$log" | cut -d ' ' -f 1 | sort | uniq -c | awk '{ printf "%s%d %s", sep, $1, $2; sep = ", " } END { print " of the tests; ✓ as expected, + could be on the list, ✗ must pass" }'
[[ $wrong == 0 ]] || die "$wrong tests that must pass did not: see $log"
echo "✓ tests of the DRA driver PASSED"
