#!/usr/bin/env bash
# Runs every fuzz target, one after the other, and keeps what it found: `fuzz/run.sh [SECONDS] [TARGET...]`.
# Needs a nightly toolchain and cargo-fuzz (`cargo install --locked cargo-fuzz`).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

seconds=${1:-600}
shift || true
toolchain=${CHANCERY_NIGHTLY:-nightly}
mapfile -t targets < <(if [ $# -gt 0 ]; then printf '%s\n' "$@"; else sed -n 's/^name = "\([a-z0-9_]*\)"$/\1/p' Cargo.toml; fi)

cargo "+$toolchain" fuzz build
failed=0
for target in "${targets[@]}"; do
  mkdir -p "found/$target"
  # The first folder gets what is new; the saved corpus stays small and is only read.
  if cargo "+$toolchain" fuzz run "$target" "found/$target" "corpus/$target" -- \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 \
    >"found/$target.log" 2>&1; then
    result='no finding'
  else
    result="FINDING: see fuzz/found/$target.log and fuzz/artifacts/$target"
    failed=1
  fi
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "found/$target.log")
  echo "$target: ${runs:-?} runs in $seconds s, $result"
done
exit "$failed"
