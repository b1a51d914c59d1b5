"""Run one command and print what it took, as JSON: exit code, CPU seconds and the peak in MB.

``python -IS launcher.py OUTPUT COMMAND …`` sends what the command prints to the file ``OUTPUT``.
A process starts with the peak of the one that made it, so this one loads next to nothing.
"""

import os
import sys

output, *command = sys.argv[1:]
pid = os.fork()
if pid == 0:
    os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 1)
    os.execvp(command[0], command)  # noqa: S606 - the command under test
_, status, usage = os.wait4(pid, 0)
print(
    f'{{"code": {os.waitstatus_to_exitcode(status)},'
    f' "cpu_s": {usage.ru_utime + usage.ru_stime}, "peak_mb": {usage.ru_maxrss / 1024}}}'
)
