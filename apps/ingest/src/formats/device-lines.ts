/** The connections of devices, each spoken to alone: topics of other formats name nobody but "me". */
export interface DeviceLines {
  /** Whether a connection of the device is subscribed to a topic. */
  listens(deviceKey: number, topic: string): boolean;
  /** Publishes to a device's own connections. @param onTaken told when the device has acknowledged it, if it does */
  tell(deviceKey: number, topic: string, payload: string | Uint8Array, onTaken?: () => void): void;
}
