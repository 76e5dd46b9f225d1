import type { Edge } from '../edge/edge.js';
import type { DeviceAccess } from './device-access.js';

/** Closes connections of credentials that have ended without a hint, or with a hint that was lost. */
export class EndedCredentialCheck {
  /** User names that have yet to be checked in this round. */
  private toCheck: string[] = [];
  private partSize = 0;

  constructor(
    private readonly edge: Pick<Edge, 'connectedUsernames' | 'disconnect'>,
    private readonly access: Pick<DeviceAccess, 'findEnded'>,
  ) {}

  /** Checks a part of the connections; `parts` calls check all of them. */
  async checkNextPart(parts: number): Promise<void> {
    if (this.toCheck.length === 0) {
      this.toCheck = this.edge.connectedUsernames();
      this.partSize = Math.ceil(this.toCheck.length / parts);
    }
    const part = this.toCheck.splice(0, this.partSize);
    if (part.length === 0) return;
    for (const username of await this.access.findEnded(part)) this.edge.disconnect(username);
  }
}
