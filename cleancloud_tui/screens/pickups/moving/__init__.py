"""Moving, pausing, copying and ending schedules: what is asked and shown before it is sent."""
