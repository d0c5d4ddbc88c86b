"""Run a program and print what it took, as JSON: seconds by the clock, of the processor, peak memory in
bytes.

A small program of its own: what the system says of a process's memory begins with that of its parent.
"""

import json
import os
import subprocess
import sys
import time

begun = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]))
sys.exit(process.returncode)
