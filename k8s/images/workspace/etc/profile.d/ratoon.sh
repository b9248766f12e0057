# A login shell starts from Debian's PATH: what is installed in the home goes before it.
PATH=$HOME/.local/bin:$PATH
export PATH
