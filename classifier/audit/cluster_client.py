"""A Dask cluster that is fit for an audit: reachable, of one version, and with all files in sight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from classifier.audit.dumps.storage import is_url
from classifier.audit.manifest import versions
from classifier.audit.plan import Plan
from classifier.audit.request import Request
from classifier.errors import BadInput, EnvironmentFailed

if TYPE_CHECKING:
    from distributed import Client

#: So long the scheduler may take to answer, and a first worker to be there, in seconds.
PATIENCE = 30

#: Of the input so many files are looked for on each worker.
_PROBES = 20


@contextmanager
def connected(request: Request, plan: Plan, folder: str) -> Iterator[Client]:
    """A client of the cluster that was asked for: one on this machine, if no scheduler was named."""
    try:
        from distributed import Client, LocalCluster
    except ModuleNotFoundError as error:
        raise BadInput(
            "Dask is not installed", where="--engine dask", mend="pip install 'tactful[dask]'"
        ) from error
    with ExitStack() as stack:
        address = request.scheduler
        if address is None:
            cluster = LocalCluster(
                n_workers=request.threads, threads_per_worker=1, dashboard_address="127.0.0.1:0"
            )
            address = stack.enter_context(cluster).scheduler_address
        try:
            client = stack.enter_context(Client(address, timeout=PATIENCE, set_as_default=False))
            client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            raise EnvironmentFailed(
                "no scheduler with workers answers there",
                where=address,
                mend="start both, or check the address: tcp://HOST:PORT",
            ) from error
        _check_workers(client, plan, folder)
        yield client


def _check_workers(client: Client, plan: Plan, folder: str) -> None:
    files = {str(Path(given.path).absolute()): given.size for given in plan.inputs if not is_url(given.path)}
    probes = dict(list(files.items())[:_PROBES])
    try:
        found: Mapping[str, str | None] = client.run(look_around, folder, probes, versions())
    except ImportError as error:
        raise EnvironmentFailed(
            f"the workers lack a package ({error})", mend="install tactful on each as here"
        ) from error
    for worker, problem in sorted(found.items()):
        if problem:
            raise EnvironmentFailed(problem, where=worker, mend="see docs/cluster.md")


def look_around(folder: str, files: Mapping[str, int | None], wanted: Mapping[str, str]) -> str | None:
    """What keeps this worker from taking part, None if nothing does; on a worker."""
    here = versions()
    if here != wanted:
        other = [
            f"{name} {here.get(name)}, not {wanted[name]}"
            for name in wanted
            if here.get(name) != wanted[name]
        ]
        return f"has {', '.join(other)}"
    if not (Path(folder) / "plan.json").is_file():
        return f"does not see {folder}"
    for name, size in files.items():
        if not Path(name).exists() or (size is not None and Path(name).stat().st_size != size):
            return f"does not see {name} as it is here"
    return None
