"""ThingsBoard's own device client: telemetry with its time, client attributes, a request for shared attributes, and a wait for RPC."""

import json
import sys
import threading
import time

from tb_device_mqtt import TBDeviceMqttClient, TBPublishInfo

order = json.loads(sys.argv[1])
client = TBDeviceMqttClient(order["host"], order["port"], username=order["username"], password=order.get("password"))
client.connect()
deadline = time.monotonic() + 10
while not client.is_connected():
    if time.monotonic() > deadline:
        sys.exit("not connected")
    time.sleep(0.05)
# It requests its session limits and sends at slow defaults until it gets them.
while not client.rate_limits_received and time.monotonic() < deadline - 5:
    time.sleep(0.05)
print(json.dumps({"limits": client.rate_limits_received}), flush=True)

for reading in order["readings"]:
    told = client.send_telemetry({"ts": reading["ts"], "values": reading["values"]})
    if told.get() != TBPublishInfo.TB_ERR_SUCCESS:
        sys.exit("telemetry was not taken: %s" % told.rc())
if order.get("attributes"):
    if client.send_attributes(order["attributes"]).get() != TBPublishInfo.TB_ERR_SUCCESS:
        sys.exit("attributes were not taken")
if order.get("sharedKeys"):
    answered = threading.Event()
    answer = {}

    def take(result, error):
        answer.update(result if error is None else {"error": str(error)})
        answered.set()

    client.request_attributes(shared_keys=order["sharedKeys"], callback=take)
    if not answered.wait(10):
        sys.exit("the request for attributes was not answered")
    print(json.dumps({"attributes": answer}), flush=True)
client.disconnect()
client.stop()
