"""Stories: what the takes tell, how it changes, and which competencies lack one."""
