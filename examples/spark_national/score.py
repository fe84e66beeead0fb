"""Score the units of a country with Spark, Parquet to Parquet.

spark-submit score.py ASSESSMENTS RESPONSES OUTPUT [--regulation ID] [--mode-column NAME] [--evaluator-column NAME]

ASSESSMENTS: a row a unit (or unit and evaluator), columns unit_id, unit.mode and one for each indicator.
RESPONSES: a row a respondent, columns unit_id and one for each question. Both may be folders of many files.
OUTPUT: a folder that does not exist yet; a row a unit, with a status where it has no index.
"""

from __future__ import annotations

import argparse
import sys

from pyspark.errors import AnalysisException
from pyspark.sql import SparkSession

import pekppp_rules as pekppp


def main() -> int:
    parser = argparse.ArgumentParser(description="Score the units of a country with Spark, Parquet to Parquet.")
    parser.add_argument("assessments")
    parser.add_argument("responses")
    parser.add_argument("output")
    parser.add_argument("--regulation", default="permenpanrb_29_2022", help="an id, or id@version (%(default)s)")
    parser.add_argument("--mode-column", help="what says luring or daring (unit.mode, unit_mode or mode)")
    parser.add_argument("--evaluator-column", help="where several evaluators score a unit")
    asked = parser.parse_args()

    spark = SparkSession.builder.appName("pekppp").getOrCreate()
    regulation = pekppp.load(asked.regulation)
    try:
        # Nothing runs yet: this writes the plan of the regulation as expressions of Spark.
        scored = regulation.score_table(
            spark.read.parquet(asked.assessments),
            spark.read.parquet(asked.responses),
            mode=asked.mode_column,
            evaluator=asked.evaluator_column,
        )
        # Spark writes into a folder of its own beside the output, and a run that is cut short leaves no _SUCCESS there.
        scored.write.parquet(asked.output)
        written = spark.read.parquet(asked.output)
        for row in written.groupBy("category").count().orderBy(written["category"].asc_nulls_last()).collect():
            print(f"{row['category'] or 'tidak dinilai':<14} {row['count']:>10,}")
        return 0 if written.where("status <> 'ok'").isEmpty() else 1
    except (pekppp.PekpppError, AnalysisException) as error:
        print(str(error).partition("\n")[0] if isinstance(error, AnalysisException) else error, file=sys.stderr)
        return 1
    finally:
        spark.stop()


if __name__ == "__main__":
    sys.exit(main())
