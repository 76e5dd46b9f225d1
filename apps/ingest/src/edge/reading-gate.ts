import type { Duplex } from 'node:stream';

/**
 * Stands between a socket and who reads it on `readable`. While it is shut, reading finds nothing, so that what a device
 * sends piles up in the network and at last at the device. (aedes' own pause loses count of the packets it still owes an
 * answer when one is answered meanwhile, and never reads that connection again.)
 */
export class ReadingGate {
  private isOpen = true;

  constructor(private readonly stream: Duplex) {
    const read = stream.read.bind(stream);
    stream.read = (size?: number): unknown => (this.isOpen ? read(size) : null);
  }

  shut(): void {
    this.isOpen = false;
  }

  /** Opens it and has whoever reads look again: the stream said once that there is data, and won't repeat it. */
  open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.stream.emit('readable');
  }
}
