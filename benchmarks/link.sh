#!/usr/bin/env bash
# A network namespace behind a slow link, by name: link.sh up <name> <rate as tc takes it> | link.sh down <name>.
# Needs root. Outside the link is 198.18.77.1, inside 198.18.77.2; both directions are limited. The interface outside is
# called like the namespace, which says what passed: /sys/class/net/<name>/statistics.
set -euo pipefail

outside=198.18.77.1
inside=198.18.77.2

usage() {
    echo "usage: $0 up <name, at most 13 characters> <rate, such as 200mbit> | $0 down <name>" >&2
    exit 2
}

up() { # name, rate
    ip netns add "$1"
    trap 'down "$1"' ERR
    ip link add "$1" type veth peer name "$1-i" netns "$1"
    ip address add "$outside/30" dev "$1"
    ip link set "$1" up
    ip -n "$1" address add "$inside/30" dev "$1-i"
    ip -n "$1" link set lo up
    ip -n "$1" link set "$1-i" up
    tc qdisc add dev "$1" root tbf rate "$2" burst 256kb latency 50ms
    tc -n "$1" qdisc add dev "$1-i" root tbf rate "$2" burst 256kb latency 50ms
    echo "$outside"
}

down() { # name; what is not there is no fault
    ip link delete "$1" 2>/dev/null || true
    ip netns delete "$1" 2>/dev/null || true
}

case "${1:-}:$#" in
    up:3) [ ${#2} -le 13 ] && up "$2" "$3" || usage ;;
    down:2) down "$2" ;;
    *) usage ;;
esac
