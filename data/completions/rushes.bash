# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion for rushes(1)

_rushes() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}

  COMPREPLY=()

  # The sign is a word of its own to bash.
  if [[ $word == = && $before == --download ]]; then
    mapfile -t COMPREPLY < <(compgen -W 'all clean watermark cover')
  elif [[ $before == = && ${COMP_WORDS[COMP_CWORD - 2]} == --download ]]; then
    mapfile -t COMPREPLY < <(compgen -W 'all clean watermark cover' -- "$word")
  elif [[ $before == --output ]]; then
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -d -- "$word")
  elif [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W '--status --download --output --wait --json --help --version' \
      -- "$word")
  fi
}

complete -F _rushes rushes
