#!/bin/sh
# What the printer made of software does with a job: as the file `does` in its folder says.
folder=$(dirname "$0")
case $(cat "$folder/does") in
fails) exit 1 ;;
waits)
    echo "STATE: +media-empty-error" >&2
    while [ "$(cat "$folder/does")" = waits ]; do sleep 0.05; done
    echo "STATE: -media-empty-error" >&2
    ;;
esac
printf '%s|%s\n' "$IPP_COPIES" "$IPP_MEDIA$IPP_MEDIA_COL" >>"$folder/printed"
exit 0
