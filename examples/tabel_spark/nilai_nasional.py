"""Score every unit of a country on Spark: Parquet in, Parquet out.

    spark-submit nilai_nasional.py permenpanrb_29_2022@1.0.0 penilaian/ jawaban/ hasil/

`penilaian` has a row a unit and evaluator (unit_id, evaluator, mode, a column an indicator), `jawaban` a row a respondent
(unit_id, a column a
question). Spark runs the whole plan; Python runs on the driver only, so the workers need nothing but Spark.
"""

import sys

from pyspark.sql import SparkSession

import pekppp_rules as pekppp


def main(regulation: str, assessments: str, responses: str, output: str) -> None:
    """Read two folders of Parquet, and write a third."""
    spark = SparkSession.builder.appName("pekppp").getOrCreate()
    result = pekppp.load(regulation).score_table(
        spark.read.parquet(assessments), spark.read.parquet(responses), evaluator="evaluator"
    )
    result.write.mode("errorifexists").parquet(output)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
