# Shared by setup.sh and system.sh: saying things, and installing Debian packages.

say() { printf '%s\n' "$*" >&2; }

# Installs Debian packages where this account may; says which are needed where it may not.
apt_install() {
    local root=()
    if [ "$(id -u)" != 0 ]; then root=(sudo -n); fi
    if command -v apt-get >/dev/null && "${root[@]}" true 2>/dev/null; then
        say "Installing system packages: $*"
        "${root[@]}" apt-get update -qq
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
    elif command -v apt-get >/dev/null; then
        say "These system packages are needed, and this account may not install them. Please run: sudo apt install $*"
        exit 1
    else
        say "Please install what these Debian packages hold, by the names your system gives them: $*"
        exit 1
    fi
}
