"""`derive grade`: a folder of submissions marked against a teacher's sheet, table and pages."""
