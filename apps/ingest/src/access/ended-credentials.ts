import type { Edge } from '../edge/edge.js';
import type { DeviceAccess } from './device-access.js';

/** Ends connections whose credential ended without a hint, or whose hint got lost. */
export class EndedCredentials {
  /** Usernames that are still to be looked at this time. */
  private toCheck: string[] = [];
  private checkedAtOnce = 0;

  constructor(
    private readonly edge: Pick<Edge, 'connectedUsernames' | 'disconnect'>,
    private readonly access: Pick<DeviceAccess, 'findEnded'>,
  ) {}

  /** Looks at a part of the connections: all of them within `parts` calls. */
  async checkPart(parts: number): Promise<void> {
    if (this.toCheck.length === 0) {
      this.toCheck = this.edge.connectedUsernames();
      this.checkedAtOnce = Math.ceil(this.toCheck.length / parts);
    }
    const part = this.toCheck.splice(0, this.checkedAtOnce);
    if (part.length === 0) return;
    for (const username of await this.access.findEnded(part)) this.edge.disconnect(username);
  }
}
