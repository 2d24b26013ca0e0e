"""From a camera to pictures in shared memory: sources by URL, a killable child process, a ring."""
