/** Connections of single devices, for formats whose topics contain only "me". */
export interface DeviceLines {
  /** Returns whether a connection of the device has subscribed to a topic. */
  listens(deviceKey: number, topic: string): boolean;
  /**
   * Publishes to a device's own connections.
   * @param onTaken called when the device acknowledges the message, if it does
   */
  tell(deviceKey: number, topic: string, payload: string | Uint8Array, onTaken?: () => void): void;
}
