#compdef rushes
# SPDX-License-Identifier: GPL-3.0-or-later

_arguments -s \
  '(--download --output)--status[say how each video is]' \
  '(--status)--download=-[save a file of each video]::which:((all\:"all files" clean\:"the video without watermark" watermark\:"the video with watermark" cover\:"the cover"))' \
  '(--status)--output=[save in a folder]:folder:_directories' \
  '--wait[wait until each video is final]' \
  '--json[print a JSON object a video]' \
  '(- *)'{-h,--help}'[list the options]' \
  '(- *)--version[name the version]' \
  '*:video ID:'
