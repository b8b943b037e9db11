c = get_config()  # noqa: F821  # nbgrader's
c.CourseDirectory.course_id = "information-theory"
c.ExecutePreprocessor.timeout = 120  # seconds for a cell
