# Copies of a laptop, and a laptop made anew from one.

copies-title = Backup copies
copies-help = Made by itself each afternoon, locked with your passphrase. Plug in a USB stick so that a copy is left if the laptop breaks or is lost.
copies-here = On this laptop
copies-there = On the second medium
copies-never = none yet
copies-old = The last copy is more than a day old
copies-old-help = Press Make a copy now.
copies-make = Make a copy now
copies-busy = Copying…
copies-made = The copy is made and was checked.
copies-target = Folder on the second medium
copies-target-help = Such as /media/officer/STICK. Leave it empty to stop using one.
copies-target-set = Use this folder
copies-target-saved = The second medium is kept. The next copy goes there too.
copies-target-none = No second medium is used any more.
copies-restore-hint = Laptop broken or lost? On another laptop, choose Restore from a copy on the first screen. Do not use the old laptop after that.

recover-open = Restore from a copy
recover-back = Back to joining
recover-title = Restore from a copy
recover-intro = To replace a laptop that is broken or lost. Plug in the USB stick with the copies, then choose one.
recover-folder = Where the copies are
recover-folder-help = Such as /media/officer/STICK
recover-find = Look for copies
recover-none = No copies there
recover-none-help = Check that the USB stick is plugged in, or type another place.
recover-choose = Copy
recover-card = { $made } · { $device }
recover-who = Officer
recover-pass = The officer's passphrase
recover-pass-help = The one that was used on the old laptop.
recover-submit = Restore this laptop
recover-busy = Restoring…
recover-numbers = Letter numbers left in the copy are not used any more, since the old laptop may have printed them. New numbers come with the next sync.
