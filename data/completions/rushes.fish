# SPDX-License-Identifier: GPL-3.0-or-later
complete -c rushes -f
complete -c rushes -l status -d 'Say how each video is'
complete -c rushes -l download -a 'all clean watermark cover' -d 'Save a file of each video'
complete -c rushes -l output -x -a '(__fish_complete_directories)' -d 'Save in a folder'
complete -c rushes -l wait -d 'Wait until each video is final'
complete -c rushes -l json -d 'Print a JSON object a video'
complete -c rushes -s h -l help -d 'List the options'
complete -c rushes -l version -d 'Name the version'
