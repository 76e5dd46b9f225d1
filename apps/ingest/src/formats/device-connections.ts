/** Connections of single devices, for formats with topics that contain "me" instead of the device. */
export interface DeviceConnections {
  /** Returns whether a connection of the device has subscribed to a topic. */
  isSubscribed(deviceKey: number, topic: string): boolean;
  /**
   * Publishes to a device's own connections.
   * @param onAcknowledged called when the device acknowledges the message, if it does
   */
  publish(deviceKey: number, topic: string, payload: string | Uint8Array, onAcknowledged?: () => void): void;
}
