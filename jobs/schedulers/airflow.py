"""Runs Desirepath every night by Airflow: one night at a time, again where another try may help, missed nights by date.

Needs the distribution unpacked in DESIREPATH_HOME on the workers, SPARK_HOME beside it, and the variables below.
"""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta

from airflow.decorators import dag, task
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.models import Variable

TRY_AGAIN = 75  # another run published meanwhile, storage failed for a while, or executors were lost


def tell(context):
    """What people are told when a night failed for good; replace it by your pager."""
    print(f"Desirepath failed for {context['ds']}: {context.get('exception')}")


@dag(
    dag_id="desirepath",
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 1),
    # Nights that were missed are made good, each as of its own day, one at a time and the earliest first: a night inherits
    # from the one before. Not depends_on_past: beside max_active_runs=1 a failed night that is cleared waits for the next one,
    # and that for it. Clearing a night after a later one has run shows readers its day until the next night. Many nights at
    # once, or history anew, are for "desirepath backfill", while this DAG is paused.
    catchup=True,
    max_active_runs=1,
    default_args={
        "retries": 3,
        "retry_delay": timedelta(minutes=10),
        "retry_exponential_backoff": True,
        "execution_timeout": timedelta(hours=8),
        "on_failure_callback": tell,
    },
    tags=["desirepath"],
)
def desirepath():
    @task
    def night(data_interval_end=None):
        home = Variable.get("desirepath_home", "/opt/desirepath")
        command = [
            f"{home}/scripts/desirepath",
            "run",
            Variable.get("desirepath_job", f"{home}/jobs/nightly.yaml"),
            f"--exports={Variable.get('desirepath_exports')}",
            f"--warehouse={Variable.get('desirepath_warehouse')}",
            f"--master={Variable.get('desirepath_master', 'yarn')}",
            # The day that no longer counts: that on which the night runs.
            f"--as-of={data_interval_end.date().isoformat()}",
        ]
        code = subprocess.run(command, check=False).returncode
        if code == TRY_AGAIN:
            raise AirflowException("Another run published meanwhile, storage failed, or executors were lost; it is tried again")
        if code != 0:
            raise AirflowFailException(f"Exit code {code}; the log says what is wrong. Another try would not help")

    night()


desirepath()
