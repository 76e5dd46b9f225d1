"""ThingsBoard's gateway API: one connection announces devices and sends for each."""

import json
import sys
import time

from tb_device_mqtt import TBPublishInfo
from tb_gateway_mqtt import TBGatewayMqttClient

order = json.loads(sys.argv[1])
gateway = TBGatewayMqttClient(order["host"], order["port"], username=order["username"], password=order.get("password"))
gateway.connect()
deadline = time.monotonic() + 10
while not gateway.is_connected():
    if time.monotonic() > deadline:
        sys.exit("not connected")
    time.sleep(0.05)

for device in order["devices"]:
    gateway.gw_connect_device(device)
for reading in order["readings"]:
    for device in order["devices"]:
        told = gateway.gw_send_telemetry(device, {"ts": reading["ts"], "values": reading["values"]})
        if told.get() != TBPublishInfo.TB_ERR_SUCCESS:
            sys.exit("telemetry was not taken: %s" % told.rc())
for device in order["devices"]:
    gateway.gw_disconnect_device(device)
time.sleep(0.2)
gateway.disconnect()
gateway.stop()
