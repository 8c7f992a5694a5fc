#!/bin/bash
# The steps that the Makefile beside it lists: steps.sh STEP. Settings come from the environment, as
# the Makefile exports them. Runs in the bash 3.2 of macOS too.
set -euo pipefail
cd "$(dirname "$0")"

# shellcheck source=common.sh
. ./common.sh

kind_up() {
  if [[ $PROVIDER == existing ]]; then
    echo "Using the cluster of context $(cluster config current-context)"
    cluster get nodes
  elif "$KIND" get clusters 2>/dev/null | grep -qx "$CLUSTER"; then
    echo "kind cluster $CLUSTER exists"
  else
    "$KIND" create cluster --name "$CLUSTER" --image "$KIND_IMAGE" --config kind/cluster.yaml --wait 120s
  fi
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
  cluster delete --wait -f 00-namespace.yaml
  echo "Every node is as it was before."
}

check_settings
case ${1:-} in
  kind-up) kind_up ;;
  load) load_archive "$ARCHIVE" ;;
  apply) apply ;;
  wait) wait_verify ;;
  logs) logs ;;
  apply-cdi) apply_cdi ;;
  wait-cdi) wait_for_daemonset nvidia-cdi-mock ;;
  logs-cdi) logs_cdi ;;
  smoke) smoke ;;
  status) status ;;
  clean) clean ;;
  *) die "no step \"${1:-}\": see make help" ;;
esac
