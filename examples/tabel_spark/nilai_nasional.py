"""Score every unit of a country on Spark: Parquet in, Parquet out.

    spark-submit nilai_nasional.py permenpanrb_29_2022@1.0.0 penilaian/ jawaban/ hasil/

`penilaian` has a row a unit and evaluator (unit_id, evaluator, mode, a column an indicator), `jawaban` a row a respondent
(unit_id, a column a question), both in as many files as there are. `hasil` is a folder that does not exist yet. Spark runs the
whole plan; Python runs on the driver only, so the workers need nothing but Spark. Units without an index say why in `status`.
"""

import argparse
import sys

from pyspark.errors import AnalysisException
from pyspark.sql import SparkSession

import pekppp_rules as pekppp


def main() -> int:
    """Read two folders of Parquet, write a third, and print how many units have each category."""
    parser = argparse.ArgumentParser(description="Score every unit of a country on Spark: Parquet in, Parquet out.")
    for name in ("regulation", "assessments", "responses", "output"):
        parser.add_argument(name)
    asked = parser.parse_args()
    spark = SparkSession.builder.appName("pekppp").getOrCreate()
    try:
        regulation = pekppp.load(asked.regulation)
        assessments, responses = (spark.read.parquet(folder) for folder in (asked.assessments, asked.responses))
        result = regulation.score_table(assessments, responses, evaluator="evaluator")  # nothing runs yet
        result.write.mode("errorifexists").parquet(asked.output)
        written = spark.read.parquet(asked.output)
        for letter, units in sorted(written.groupBy("category").count().collect(), key=lambda row: row[0] or "~"):
            print(f"{letter or 'tidak dinilai':<14}{units:>12,}")
    except (pekppp.PekpppError, AnalysisException) as error:
        print(str(error).partition("\nJVM stacktrace")[0], file=sys.stderr)
        return 1
    finally:
        spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
