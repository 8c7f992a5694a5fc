#!/bin/bash
# The steps that the Makefile beside it lists: steps.sh STEP. Settings come from the environment, as
# the Makefile exports them. Runs in the bash 3.2 of macOS too.
set -euo pipefail
cd "$(dirname "$0")"

namespace=gpu-mock

die() {
  echo "gpu-mock: $1" >&2
  exit 1
}

# A command may be several words. With kind it is never the current context's cluster, which may be
# somebody's real one.
cluster() {
  local words
  read -ra words <<<"$KUBECTL"
  if [[ $PROVIDER == kind ]]; then words+=(--context "kind-$CLUSTER"); fi
  "${words[@]}" "$@"
}

mock() {
  cluster --namespace "$namespace" "$@"
}

# The manifest with IMAGE, MACHINE and the archive's checksum in it. The checksum makes a new build
# under the same image name a new version of the pods, and an old one no change.
with_settings() {
  local build=
  if [[ -f $ARCHIVE ]]; then build=$(cksum <"$ARCHIVE"); fi
  sed -e "s|image: local/gpu-mockctl:dev|image: $IMAGE|" -e "s|value: dgxa100|value: $MACHINE|" \
    -e "s|gpu-mock.dev/archive: .*|gpu-mock.dev/archive: \"$build\"|" "$1"
}

# A job that has run is not run again by an apply, so it is deleted first.
start_job() {
  mock delete --ignore-not-found --wait -f "$1"
  with_settings "$1" | mock apply -f -
}

# Ends at once, with the logs, when the job has failed.
wait_for_job() {
  local name=$1 seconds=$2 left
  for ((left = seconds; left > 0; left--)); do
    case $(mock get job "$name" -o jsonpath='{.status.succeeded}/{.status.failed}') in
      1/*)
        echo "job.batch/$name condition met"
        return
        ;;
      /[1-9]*)
        mock logs "job/$name" --all-containers=true --prefix=true >&2 || true
        die "job $name failed: its log is above"
        ;;
    esac
    sleep 1
  done
  mock get pods -l "job-name=$name" -o wide >&2
  mock get events --field-selector type=Warning >&2
  die "job $name was not complete after $seconds s: its pods and the warnings are above"
}

wait_for_daemonset() {
  mock rollout status "ds/$1" --timeout=120s && return
  mock get pods -l "app=$1" -o wide >&2
  mock logs -l "app=$1" --all-containers=true --prefix=true >&2 || true
  die "DaemonSet $1 is not ready on every node: its pods and their logs are above"
}

# Says what is wrong with the settings before anything is done.
check_settings() {
  case $PROVIDER in
    kind) command -v "$KIND" >/dev/null || die "$KIND is not installed: install kind, or set PROVIDER=existing" ;;
    existing) ;;
    *) die "PROVIDER is \"$PROVIDER\": it is kind or existing" ;;
  esac
  command -v "${KUBECTL%% *}" >/dev/null || die "${KUBECTL%% *} is not installed"
}

# As many nodes as NODES says. The control plane is one of them, which kind sees to with one node only.
control_plane='node-role.kubernetes.io/control-plane'
kind_config() {
  awk -v workers="$((NODES - 1))" '
    { print }
    /role: control-plane/ { for (i = 0; i < workers; i++) print "  - role: worker" }' kind/cluster.yaml
}

kind_up() {
  if [[ $PROVIDER == existing ]]; then
    echo "Using the cluster of context $(cluster config current-context)"
    cluster get nodes
  elif "$KIND" get clusters 2>/dev/null | grep -qx "$CLUSTER"; then
    echo "kind cluster $CLUSTER exists"
  else
    kind_config | "$KIND" create cluster --name "$CLUSTER" --image "$KIND_IMAGE" --config - --wait 120s
    [[ $NODES == 1 ]] || cluster taint nodes -l "$control_plane" "$control_plane:NoSchedule-"
  fi
}

load() {
  local words
  if [[ $PROVIDER == kind ]]; then
    "$KIND" load image-archive "$ARCHIVE" --name "$CLUSTER"
    return
  fi
  [[ -n $LOAD_CMD ]] || die "LOAD_CMD is empty: set it to the command that loads an image archive into the nodes"
  read -ra words <<<"$LOAD_CMD"
  "${words[@]}" "$ARCHIVE"
}

# The nodes, by name, get the machines and the racks in the order of the lists; "-" is none.
label_nodes() {
  local node index=0 labels machine_of rack_of
  read -ra machine_of <<<"$MACHINES"
  read -ra rack_of <<<"$RACKS"
  for node in $(cluster get nodes -o name | sort); do
    labels=()
    if [[ ${machine_of[index]:--} != - ]]; then labels+=("gpu-mock.dev/machine=${machine_of[index]}"); fi
    if [[ ${rack_of[index]:--} != - ]]; then labels+=("gpu-mock.dev/rack=${rack_of[index]}"); fi
    if [[ ${#labels[@]} != 0 ]]; then cluster label --overwrite "$node" "${labels[@]}"; fi
    index=$((index + 1))
  done
  [[ ${#machine_of[@]} -le $index && ${#rack_of[@]} -le $index ]] ||
    die "MACHINES or RACKS lists more than the $index nodes that there are"
}

apply() {
  cluster apply -f 00-namespace.yaml
  mock apply -f 10-configmap.yaml
  start_job 20-job.yaml
}

wait_verify() {
  wait_for_job gpu-mock-verify 180
}

logs() {
  mock logs job/gpu-mock-verify -c verify
}

apply_cdi() {
  cluster apply -f 25-rbac.yaml
  with_settings 30-daemonset.yaml | mock apply -f -
}

logs_cdi() {
  echo "=== DaemonSet logs ==="
  mock logs -l app=nvidia-cdi-mock --tail=-1 --all-containers=true --prefix=true
}

smoke() {
  start_job 40-cdi-smoke.yaml
  wait_for_job cdi-smoke 120
  echo
  echo "=== CDI Smoke Test Logs ==="
  mock logs job/cdi-smoke
}

status() {
  cluster get nodes
  mock get daemonsets,jobs,pods -o wide
}

# The agents go first, or they would repair what is being removed.
clean() {
  if [[ $PROVIDER == kind ]]; then
    "$KIND" delete cluster --name "$CLUSTER"
    return
  fi
  cluster apply -f 00-namespace.yaml
  mock delete daemonsets,jobs --all --cascade=foreground --wait
  mock apply -f 10-configmap.yaml
  with_settings clean/daemonset.yaml | mock apply -f -
  wait_for_daemonset gpu-mock-clean
  mock logs -l app=gpu-mock-clean -c clean --tail=-1 --prefix=true
  cluster delete --ignore-not-found --wait -f 25-rbac.yaml -f 00-namespace.yaml
  cluster label nodes --all gpu-mock.dev/machine- gpu-mock.dev/rack-
  echo "Every node is as it was before."
}

check_settings
case ${1:-} in
  kind-up) kind_up ;;
  load) load ;;
  apply) apply ;;
  wait) wait_verify ;;
  logs) logs ;;
  apply-cdi) apply_cdi ;;
  wait-cdi) wait_for_daemonset nvidia-cdi-mock ;;
  logs-cdi) logs_cdi ;;
  smoke) smoke ;;
  status) status ;;
  label-nodes) label_nodes ;;
  clean) clean ;;
  *) die "no step \"${1:-}\": see make help" ;;
esac
