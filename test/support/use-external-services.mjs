/** Jest setup file of the project `external`: the same specs, on the system's own PostgreSQL and Mosquitto. */
process.env.DUTYCYCLE_TEST_EXTERNAL = '1';
