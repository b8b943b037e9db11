OK_FORMAT = True

test = {
    "name": "q1",
    "points": [1, 2],
    "suites": [
        {
            "type": "doctest",
            "scored": True,
            "setup": "",
            "teardown": "",
            "cases": [
                {
                    "code": ">>> assert_chain(answer_1).verdict\n'proved'",
                    "hidden": False,
                    "locked": False,
                },
                {
                    "code": (
                        ">>> marks = grade(answer_1, Le(H(X | Y), H(X)), route=[H(X) - I(X, Y)])\n"
                        ">>> marks['exact']\n"
                        "'1'"
                    ),
                    "hidden": True,
                    "locked": False,
                },
            ],
        }
    ],
}
