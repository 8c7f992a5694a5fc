#!/bin/bash
# Tests the scripts of this folder: shellcheck on all of them, and those in the ConfigMap run, by each
# of the shells that images have, on trees that are right and trees that are not.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
export NODES=1 WAIT=5
trap 'rm -rf "$work"' EXIT
failures=0

die() {
  echo "scripts_test: $1" >&2
  exit 1
}

[[ $EUID == 0 ]] || die "needs root, to make device nodes"
for tool in shellcheck dash busybox; do
  command -v "$tool" >/dev/null || die "needs $tool"
done

# A script is the block below its name, indented by four blanks.
extract() {
  awk -v start="  $1: |" '$0 == start { on = 1; next } on && /^  [^ ]/ { exit } on { print substr($0, 5) }' \
    10-configmap.yaml >"$work/$1"
}

make_tree() {
  local root=$1 index
  mkdir -p "$root"/{bin,lib64,dev,proc/driver/nvidia}
  for index in 0 1; do
    mknod "$root/dev/nvidia$index" c 195 "$index"
    mkdir -p "$root/proc/driver/nvidia/gpus/0000:0$index:00.0"
    printf 'Model: \t\t A100\nGPU UUID: \t GPU-%d\nBus Location: \t 0000:0%d:00.0\n' "$index" "$index" \
      >"$root/proc/driver/nvidia/gpus/0000:0$index:00.0/information"
  done
  mknod "$root/dev/nvidiactl" c 195 255
  mknod "$root/dev/nvidia-uvm" c 235 0
  mknod "$root/dev/nvidia-uvm-tools" c 235 1
  echo 'NVRM version: mock' >"$root/proc/driver/nvidia/version"
  for index in libcuda libnvidia-ml; do
    touch "$root/lib64/$index.so.1"
    ln -s "$index.so.1" "$root/lib64/$index.so"
  done
  touch "$root/bin/nvidia-smi"
  chmod +x "$root/bin/nvidia-smi"
}

make_spec() {
  printf 'kind: nvidia.com/gpu\ndevices:\n' >"$2"
  printf -- '- name: "%s"\n' 0 1 GPU-0 GPU-1 all >>"$2"
  printf -- '  mounts:\n  - hostPath: %s\n' "$1/bin/nvidia-smi" >>"$2"
}

# expect TITLE STATUS TEXT COMMAND...: the exit status, and a line of the output
expect() {
  local title=$1 status=$2 text=$3 got=0
  shift 3
  "$@" >"$work/out" 2>&1 || got=$?
  if [[ $got == "$status" ]] && grep -qxF -- "$text" "$work/out"; then
    echo "ok: $title"
    return
  fi
  echo "FAILED: $title: status $got, wanted $status and the line \"$text\"; got:"
  cat "$work/out"
  failures=$((failures + 1))
}

# change TITLE COMMAND...: a fresh tree and spec at $root and $spec, changed by the command
change() {
  root=$work/tree
  spec=$work/nvidia.yaml
  rm -rf "$root"
  make_tree "$root"
  make_spec "$root" "$spec"
  "$@"
}

check_verify() {
  local shell=("$@" "$work/verify_gpu_mock.sh")
  change true
  expect "$1 verify: a good tree" 0 "ALL CHECKS PASSED" "${shell[@]}" "$root"
  change rm -r "$work/tree/proc/driver/nvidia/gpus"
  expect "$1 verify: no GPU" 1 "No GPUs found in proc mock" "${shell[@]}" "$root"
  change rm "$work/tree/dev/nvidia1"
  expect "$1 verify: a node is missing" 1 "MISSING: $root/dev/nvidia1" "${shell[@]}" "$root"
  touch "$root/dev/nvidia1"
  expect "$1 verify: a node is a file" 1 "NOT-CHAR: $root/dev/nvidia1" "${shell[@]}" "$root"
  change sed -i '/UUID/d' "$work/tree/proc/driver/nvidia/gpus/0000:01:00.0/information"
  expect "$1 verify: no UUID" 1 "Bad info in $root/proc/driver/nvidia/gpus/0000:01:00.0/information" \
    "${shell[@]}" "$root"
  change rm "$work/tree/proc/driver/nvidia/version"
  expect "$1 verify: no version" 1 "MISSING: $root/proc/driver/nvidia/version" "${shell[@]}" "$root"
}

check_smoke() {
  local shell=("$@" "$work/cdi_smoke.sh")
  change true
  expect "$1 smoke: a good node" 0 "✓ CDI smoke test PASSED" "${shell[@]}" "$root" "$spec"
  rm "$spec"
  expect "$1 smoke: no spec" 1 "✗ no CDI spec at $spec" "${shell[@]}" "$root" "$spec"
  change sed -i '/GPU-1/d' "$work/nvidia.yaml"
  expect "$1 smoke: a device is missing" 1 "✗ no device named GPU-1 in $spec" "${shell[@]}" "$root" "$spec"
  change sed -i 's,hostPath: ,&/host,' "$work/nvidia.yaml"
  expect "$1 smoke: a path of the writer's" 1 \
    "✗ $spec names /host$root/bin/nvidia-smi, which the node does not have" "${shell[@]}" "$root" "$spec"
  change rm "$work/tree/lib64/libcuda.so"
  expect "$1 smoke: a link is missing" 1 "✗ no link $root/lib64/libcuda.so" "${shell[@]}" "$root" "$spec"
}

check_folders() {
  local shell=("$@" "$work/node_folders.sh") host=$work/host before
  rm -rf "$host"
  mkdir -p "$host"/{etc,var/lib}
  before=$(find "$host" | sort | tr '\n' ' ')
  "${shell[@]}" make "$host"
  "${shell[@]}" make "$host"
  expect "$1 folders: both are made" 0 "cdi nvidia-mock" in_line find "$host" -mindepth 2 -type d ! -name lib -printf '%f\n'
  "${shell[@]}" remove "$host"
  expect "$1 folders: both are removed" 0 "${before% }" in_line find "$host"
  "${shell[@]}" remove "$host"
  expect "$1 folders: nothing is left to remove" 0 "${before% }" in_line find "$host"
  mkdir "$host/etc/cdi"
  before=$(find "$host" | sort | tr '\n' ' ')
  "${shell[@]}" make "$host"
  "${shell[@]}" remove "$host"
  expect "$1 folders: one that was there stays" 0 "${before% }" in_line find "$host"
  rmdir "$host/etc/cdi"
  "${shell[@]}" make "$host"
  touch "$host/etc/cdi/other.yaml"
  expect "$1 folders: one with a foreign file stays" 0 "kept $host/etc/cdi: it is not empty" \
    "${shell[@]}" remove "$host"
}

check_workflows() {
  if command -v actionlint >/dev/null; then
    (cd ../../.. && actionlint .github/workflows/*.yaml)
    echo "ok: actionlint"
  else
    echo "not checked: actionlint is not installed"
  fi
}

# A step of a workflow or action is a target of this Makefile.
check_targets() {
  local target targets
  targets=$(sed -n 's/.*run: .*make -C [^ ]* \([a-z-]*\).*/\1/p' ../../../.github/workflows/*.yaml \
    ../../../.github/actions/*/action.yml | sort -u)
  [[ -n $targets ]] || die "no workflow makes any target"
  while read -r target; do
    expect "workflows: there is a target $target" 0 "$target" has_target "$target"
  done <<<"$targets"
}

has_target() {
  sed -n 's/^\([a-z -]*\):.*/\1/p' Makefile | tr ' ' '\n' | grep -x -m 1 -- "$1"
}

# A kubectl that knows three nodes, and notes what it is told.
check_labels() {
  cat >"$work/kubectl" <<END
#!/bin/sh
case \$1 in
  get) printf 'node/c\nnode/a\nnode/b\n' ;;
  label) echo "\$*" ;;
esac
END
  chmod +x "$work/kubectl"
  local settings=(PROVIDER=existing "KUBECTL=$work/kubectl")
  expect "labels: machines and racks in the order of names" 0 \
    "label --overwrite node/a gpu-mock.dev/machine=gb200 gpu-mock.dev/rack=left|label --overwrite node/b gpu-mock.dev/rack=left|label --overwrite node/c gpu-mock.dev/machine=dgxa100" \
    labels "${settings[@]}" "MACHINES=gb200 - dgxa100" "RACKS=left left"
  expect "labels: more than there are nodes" 1 \
    "gpu-mock: MACHINES or RACKS lists more than the 3 nodes that there are" \
    env "${settings[@]}" "MACHINES=a b c d" RACKS= ./steps.sh label-nodes
  expect "labels: none" 0 "" labels "${settings[@]}" MACHINES= RACKS=
}

# Each of these can be the first step on a new cluster: what it makes is in a namespace that is there.
check_first_steps() {
  cat >"$work/kubectl" <<'END'
#!/bin/sh
case "$*" in *"-f -") cat >/dev/null ;; esac
case "$*" in
  *"apply -f 00-namespace.yaml") touch "$0.namespace" ;;
  *"apply -f 10-configmap.yaml") touch "$0.configmap" ;;
  *"apply -f"*)
    [ -e "$0.namespace" ] && [ -e "$0.configmap" ] || { echo "too early: $*" >&2; exit 1; } ;;
esac
END
  chmod +x "$work/kubectl"
  local step
  for step in apply apply-cdi; do
    rm -f "$work/kubectl".*
    expect "first steps: $step" 0 "done" first_step "$step"
  done
}

first_step() {
  PROVIDER=existing KUBECTL="$work/kubectl" ARCHIVE='' IMAGE=image MACHINE=dgxa100 ./steps.sh "$1"
  echo "done"
}

# Each node's kubelet, by a command that takes its name.
check_kubelets() {
  # Only the second look after a restart finds that the new kubelet has told something.
  cat >"$work/kubectl" <<END
#!/bin/sh
case "\$*" in
  *lastHeartbeatTime*) echo x >>$work/asked; wc -l <$work/asked | awk '{ print int(\$1 / 3) }' ;;
  "get nodes"*) echo 'a b' ;;
  wait*) cat $work/asked | tr -d '\n' >>$work/waited; echo "\$4" ;;
  patch*) printf '%s ' "\$*" | grep -o 'node [ab]\|capacity\|allocatable' >>$work/patched ;;
esac
END
  chmod +x "$work/kubectl"
  rm -f "$work/asked" "$work/waited" "$work/patched"
  expect "kubelets: each is restarted, then waited for" 0 "again a|node/a|again b|node/b" kubelets 'echo again'
  expect "kubelets: the new one is waited for, not the old one" 0 "xxxxxxxxx" cat "$work/waited"
  expect "kubelets: none is left with a resource to give" 0 "node a|capacity|allocatable|node b|capacity|allocatable" paste -sd '|' "$work/patched"
  expect "kubelets: without a command none is" 0 "" kubelets ''
}

kubelets() {
  PROVIDER=existing KUBECTL="$work/kubectl" RESTART_KUBELET_CMD=$1 ./steps.sh restart-kubelets | paste -sd '|'
}

labels() {
  env "$@" ./steps.sh label-nodes | paste -sd '|'
}

# The check of a driver's log, with a log in place of the cluster's: without one it must not pass.
check_complaints() {
  sed -n '/^no_complaints() {/,/^}/p' consumers.sh >"$work/complaints"
  expect "log: nothing to complain of" 0 "none" complaints "echo 'I1126 02:00:00 fine'"
  expect "log: a warning and an error" 1 "2 lines" complaints "printf 'W1126 a\\nI1126 b\\nE1126 c\\n'"
  expect "log: a warning of logrus" 1 "1 lines" complaints "echo 'time=\"2026\" level=warning msg=\"Could not locate libcuda.so: not found\"'"
  expect "log: what a real node has not either" 0 "none" complaints "echo 'time=\"2026\" level=warning msg=\"Could not locate nvidia-imex: not found\"'"
  expect "log: empty" 1 "plugin has logged nothing" complaints true
  expect "log: cannot be read" 1 "the log of plugin cannot be read" complaints false
}

# Steps that must not pass where nothing can be read, or nothing is there.
check_unreadable() {
  consumer_with true
  expect "wait-dra: no agent" 1 "gpu-mock: no agent tells of a GPU: see make status and make logs-cdi" consumer wait-dra
  expect "logs-cdi: no agent" 1 "gpu-mock: no agent has logged anything: make apply-cdi starts them" consumer_step true logs-cdi
  expect "smoke: no agent" 1 "gpu-mock: no node has an agent: make apply-cdi starts them" consumer_step true smoke
  expect "device plugin: no strategy" 1 \
    "gpu-mock: DEVICE_PLUGIN_STRATEGIES is empty: it is some of envvar, cdi-annotations and cdi-cri" consumer check-device-plugin
  expect "settings: nodes" 1 'gpu-mock: NODES is "x": it is how many nodes, 1 or more' env NODES=x PROVIDER=existing KUBECTL=true ./steps.sh status
  consumer_with 'case "$*" in *"get pods"*) echo "node-a pod-a" ;; *" exec "*) echo "GPU 0: A (UUID: GPU-0)" ;; esac'
  expect "wait-dra: nothing is published" 1 "< node-a GPU-0" consumer wait-dra
}

consumer_with() {
  printf '#!/bin/sh\n%s\n' "$1" >"$work/kubectl"
  chmod +x "$work/kubectl"
  # Waiting is no part of this.
  printf '#!/bin/sh\n' >"$work/sleep"
  chmod +x "$work/sleep"
}

consumer() {
  PATH="$work:$PATH" PROVIDER=existing CONSUMERS=c KUBECTL="$work/kubectl" HELM=true DRA_VERSION=1 DRA_CHART=x MACHINE=dgxa100 \
    DEVICE_PLUGIN_STRATEGIES='' DEVICE_PLUGIN_VERSION=1 DEVICE_PLUGIN_CHART=x ./consumers.sh "$@"
}

consumer_step() {
  PROVIDER=existing KUBECTL=$1 ./steps.sh "$2"
}

# What a node has is noted whole or not at all.
check_looks() {
  local good='*"-f -") cat >/dev/null ;; *"get pods"*) echo "node-a pod-a" ;; *mountinfo*) echo "1 1 0:1 / /node/proc rw - proc proc rw" ;;'
  consumer_with "case \"\$*\" in $good *\" exec \"*) echo '/etc/cdi x'; echo end ;; esac"
  expect "looks: of a node" 0 "3 things on 1 nodes noted in $work/state" looks
  consumer_with "case \"\$*\" in $good *\" exec \"*) exit 1 ;; esac"
  expect "looks: a node that cannot be reached" 1 "gpu-mock: node node-a cannot be looked at" looks
  consumer_with "case \"\$*\" in $good *\" exec \"*) echo '/etc/cdi x' ;; esac"
  expect "looks: a node whose answer is cut" 1 "gpu-mock: node node-a was not looked at to the end" looks
  consumer_with "case \"\$*\" in $good *\" exec \"*) echo end ;; *namespaces,*) exit 1 ;; esac"
  expect "looks: a cluster that cannot be read" 1 "$(printf 'gpu-mock: the cluster cannot be looked at: '; sed -n 's/^cluster_wide+\{0,1\}=//p' state.sh | tr -d '\n')" looks
}

looks() {
  PROVIDER=existing KUBECTL="$work/kubectl" ARCHIVE='' IMAGE=image POD_IMAGE=image MACHINE=dgxa100 ./state.sh save "$work/state"
}

complaints() {
  CONSUMERS=x bash -c '. "$1"; cluster() { eval "$given"; }; given=$2; no_complaints label plugin' complaints "$work/complaints" "$1"
}

# What becomes of tests that must pass, with a log of bats.
check_bats() {
  local list=$work/list log='ok 1 b: good'
  printf '# why not the others\nb: good\nb: with 1.2* things\n' >"$list"
  expect "bats: all pass" 0 "  + pass b: more" bats_report "$list" "$log" "ok 2 b: with 1.23 things" "ok 3 b: more"
  expect "bats: one fails" 1 "  ✗ fail b: with 1.2 things" bats_report "$list" "$log" "not ok 2 b: with 1.2 things"
  expect "bats: one is skipped" 1 "  ✗ skip b: good" bats_report "$list" "ok 2 b: with 1.2 things" "ok 1 b: good # skip why"
  expect "bats: one is not run" 1 "  ✗ none b: with 1.2* things" bats_report "$list" "$log"
  echo '# nothing' >"$work/empty"
  expect "bats: a list of nothing" 1 "gpu-mock: $work/empty names no test: nothing could fail" bats_report "$work/empty" "$log"
  expect "bats: others may fail" 0 "  - fail b: other" bats_report "$list" "$log" "ok 2 b: with 1.2 things" "not ok 3 b: other # timeout after 9s"
}

bats_report() {
  local list=$1
  shift
  printf '%s\n' "$@" | ./bats.sh report "$list"
}

check_states() {
  local before=$work/before now=$work/now
  printf 'a file /etc/cdi x\na mount / ext4\na kernel /sys/bus/pci/devices 0\n' >"$before"
  expect "state: the same" 0 "✓ The nodes and the cluster are as they were before." ./state.sh same "$before" "$before"
  { cat "$before"; echo 'a file /etc/cdi nvidia.yaml'; } >"$now"
  expect "state: a file more" 1 "> a file /etc/cdi nvidia.yaml" ./state.sh same "$before" "$now"
  expect "state: a file more is no mount" 0 "✓ Mounts, /proc/driver and /sys of the nodes are as they were before." \
    ./state.sh untouched "$before" "$now"
  { cat "$before"; echo 'a mount /proc/driver/nvidia tmpfs'; } >"$now"
  expect "state: a mount more" 1 "> a mount /proc/driver/nvidia tmpfs" ./state.sh untouched "$before" "$now"
  : >"$now"
  expect "state: nothing is known" 1 "gpu-mock: $now has none of ." ./state.sh same "$before" "$now"
}

in_line() {
  "$@" | sort | paste -sd ' '
}

for name in verify_gpu_mock.sh cdi_smoke.sh node_folders.sh; do extract "$name"; done
shellcheck -x "$work"/*.sh ./*.sh bats/bin/* test/*.sh
echo "ok: shellcheck"
check_workflows
check_targets
check_labels
check_first_steps
check_kubelets
check_complaints
check_unreadable
check_looks
check_bats
check_states
for shell in dash "busybox ash"; do
  read -ra words <<<"$shell"
  check_verify "${words[@]}"
  check_smoke "${words[@]}"
  check_folders "${words[@]}"
done
[[ $failures == 0 ]] || die "$failures failed"
echo "ALL SCRIPT TESTS PASSED"
