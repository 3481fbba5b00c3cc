#!/usr/bin/env bash
# Installs what the tests run: a Docker engine with Compose v2, and the programs that backups are compared with.
# Debian as root only; elsewhere it says what is missing. Exit: 0 everything is there, 3 something is missing.
set -euo pipefail

PLUGIN_DIRECTORY=/usr/local/lib/docker/cli-plugins
COMPOSE_SUITE=trixie # the oldest Debian whose docker-compose is v2; it needs nothing but libc

# program:package
NEEDED=(
  dockerd:docker.io docker:docker.io iptables:iptables busybox:busybox-static zstd:zstd pigz:pigz getfacl:acl
  getfattr:attr rsync:rsync strace:strace setpriv:util-linux mkfs.ext4:e2fsprogs
)

has() { PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null; }
has_compose() { has docker && docker compose version >/dev/null 2>&1; }
can_install() { [ "$(id -u)" = 0 ] && grep -qs '^ID=debian$' /etc/os-release; }

missing_packages() {
  local pair
  for pair in "${NEEDED[@]}"; do
    has "${pair%%:*}" || echo "${pair##*:}"
  done | sort -u
}

# From Debian 13 on the client is a package of its own.
with_separate_client() {
  if apt-cache show docker-cli >/dev/null 2>&1; then sed 's/^docker\.io$/docker.io\ndocker-cli/'; else cat; fi
}

install_packages() {
  local packages
  apt-get -qq update
  mapfile -t packages < <(missing_packages | with_separate_client)
  # RUNLEVEL: tests start what they need themselves, so no service has to run after the installation.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get -y -qq install --no-install-recommends "${packages[@]}"
}

# The machine's own mirror with another suite name, in lists of its own: the machine's packages stay as they are.
install_compose() {
  local work sources options
  work=$(mktemp -d)
  # shellcheck disable=SC2064 # the directory of now
  trap "rm -rf '$work'" EXIT
  mkdir -p "$work/lists/partial" "$work/unpacked"
  sources=/etc/apt/sources.list.d/debian.sources
  [ -f "$sources" ] || sources=/etc/apt/sources.list
  # shellcheck disable=SC1091
  sed -E "s/\b$(. /etc/os-release && echo "$VERSION_CODENAME")\b/$COMPOSE_SUITE/g" "$sources" \
    >"$work/$(basename "$sources")"
  options=(
    -o "Dir::Etc::SourceList=$work/$(basename "$sources")" -o Dir::Etc::SourceParts=-
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache::pkgcache=$work/pkgcache.bin"
    -o "Dir::Cache::srcpkgcache=$work/srcpkgcache.bin" -o APT::Sandbox::User=root
  )
  apt-get -qq "${options[@]}" update
  (cd "$work" && apt-get -qq "${options[@]}" download docker-compose)
  dpkg -x "$work"/docker-compose_*.deb "$work/unpacked"
  install -D -m 0755 "$work/unpacked/usr/libexec/docker/cli-plugins/docker-compose" \
    "$PLUGIN_DIRECTORY/docker-compose"
}

report_missing() {
  local packages
  packages=$(missing_packages | tr '\n' ' ')
  has_compose || packages+="docker-compose-v2"
  [ -n "$packages" ] || return 0
  echo "Missing for the full test run: $packages" >&2
  can_install || echo "Debian as root would install them here; please install them yourself." >&2
  return 3
}

if can_install; then
  [ -z "$(missing_packages)" ] || install_packages
  has_compose || install_compose
fi
report_missing
