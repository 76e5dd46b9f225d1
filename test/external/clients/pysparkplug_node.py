"""A Sparkplug B edge node with one device: births, data by name, deaths."""

import json
import sys
import time

from pysparkplug import Client, DataType, Device, EdgeNode, Metric

order = json.loads(sys.argv[1])


def metrics(reading):
    return [
        Metric(timestamp=reading["ts"], name=name, datatype=DataType.DOUBLE, value=float(value))
        for name, value in reading["values"].items()
    ]


first, *rest = order["readings"]
client = Client(client_id=order.get("clientId"), username=order["username"], password=order.get("password"))
node = EdgeNode(order["group"], order["node"], metrics=[], client=client)
device = Device(order["device"], metrics=metrics(first))
node.register(device)
node.connect(order["host"], port=order["port"])
time.sleep(1)
for reading in rest:
    node.update_device(order["device"], metrics=metrics(reading))
    time.sleep(0.05)
time.sleep(0.5)
node.deregister(order["device"])
time.sleep(0.3)
node.disconnect()
