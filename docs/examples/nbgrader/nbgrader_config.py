c = get_config()  # noqa: F821  # nbgrader's
c.CourseDirectory.course_id = "information-theory"
c.ExecutePreprocessor.timeout = 120  # seconds for a cell; the first attack of a kernel is the slowest
