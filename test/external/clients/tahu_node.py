"""Eclipse Tahu's Python library: an edge node with one device that sends data by alias and responds to a rebirth request."""

import json
import sys
import threading
import time

import paho.mqtt.client as mqtt
from tahu import sparkplug_b as sparkplug

order = json.loads(sys.argv[1])
prefix = "spBv1.0/%s/%%s/%s" % (order["group"], order["node"])
connected = threading.Event()
births = 0


def payload_with(kind):
    payload = kind()
    payload.timestamp = order["readings"][0]["ts"]
    return payload


def add(payload, reading, with_names):
    for alias, (name, value) in enumerate(reading["values"].items()):
        metric = sparkplug.addMetric(
            payload, name if with_names else None, alias, sparkplug.MetricDataType.Double, float(value)
        )
        metric.timestamp = reading["ts"]


def birth(client):
    global births
    births += 1
    node = sparkplug.getNodeBirthPayload()
    sparkplug.addMetric(node, "Node Control/Rebirth", None, sparkplug.MetricDataType.Boolean, False)
    client.publish(prefix % "NBIRTH", bytes(node.SerializeToString()), 0, False)
    device = sparkplug.getDeviceBirthPayload()
    add(device, order["readings"][0], True)
    client.publish((prefix % "DBIRTH") + "/" + order["device"], bytes(device.SerializeToString()), 0, False)


def on_connect(client, _userdata, _flags, code):
    if code != 0:
        sys.exit("not connected: %s" % code)
    client.subscribe((prefix % "NCMD") + "/#", 0)
    client.subscribe((prefix % "DCMD") + "/#", 0)
    birth(client)
    connected.set()


def on_message(client, _userdata, message):
    command = sparkplug.Payload()
    command.ParseFromString(message.payload)
    if any(metric.name == "Node Control/Rebirth" and metric.boolean_value for metric in command.metrics):
        birth(client)


death = sparkplug.getNodeDeathPayload()
client = mqtt.Client(client_id=order.get("clientId", ""), clean_session=True)
client.username_pw_set(order["username"], order.get("password"))
client.will_set(prefix % "NDEATH", bytes(death.SerializeToString()), 1, False)
client.on_connect = on_connect
client.on_message = on_message
client.connect(order["host"], order["port"], 60)
client.loop_start()
if not connected.wait(10):
    sys.exit("not connected")
for reading in order["readings"][1:]:
    data = sparkplug.getDdataPayload()
    add(data, reading, False)
    client.publish((prefix % "DDATA") + "/" + order["device"], bytes(data.SerializeToString()), 0, False)
    time.sleep(0.05)
time.sleep(order.get("lingerSeconds", 0.5))
print(json.dumps({"births": births}), flush=True)
client.publish(prefix % "NDEATH", bytes(death.SerializeToString()), 0, False)
time.sleep(0.2)
client.disconnect()
client.loop_stop()
