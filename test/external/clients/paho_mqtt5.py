"""Eclipse Paho with MQTT 5, with a password or a client certificate: sends readings in the native format, prints reason codes."""

import json
import sys
import threading

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

order = json.loads(sys.argv[1])
client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=order["clientId"], protocol=mqtt.MQTTv5)
if order.get("username"):
    client.username_pw_set(order["username"], order.get("password"))
if order.get("ca"):
    client.tls_set(ca_certs=order["ca"], certfile=order.get("certificate"), keyfile=order.get("key"))
connected = threading.Event()
answer = {}


def on_connect(_client, _userdata, _flags, reason, _properties):
    answer["connack"] = str(reason)
    connected.set()


client.on_connect = on_connect
properties = Properties(PacketTypes.CONNECT)
properties.SessionExpiryInterval = 60
client.connect(order["host"], order["port"], 30, clean_start=True, properties=properties)
client.loop_start()
if not connected.wait(10) or answer["connack"] != "Success":
    sys.exit("not connected: %s" % answer.get("connack"))
codes = []
client.on_publish = lambda _client, _userdata, _mid, reason, _properties: codes.append(str(reason))
for number, reading in enumerate(order["readings"]):
    publish = Properties(PacketTypes.PUBLISH)
    publish.PayloadFormatIndicator = 1
    publish.ContentType = "application/json"
    told = client.publish(
        order["topic"],
        json.dumps({"ts": reading["ts"], "seq": number, "g": reading["values"]}),
        qos=1,
        properties=publish,
    )
    told.wait_for_publish(10)
    if not told.is_published():
        sys.exit("not acknowledged")
print(json.dumps({**answer, "codes": codes}), flush=True)
client.disconnect()
client.loop_stop()
