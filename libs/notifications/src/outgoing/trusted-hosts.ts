/**
 * Hosts in the operator's own network that may receive webhooks and push messages, also without TLS. All other hosts
 * must be on the internet, so that a user can't reach internal systems through the product.
 */
export class TrustedHosts {
  private readonly hosts: ReadonlySet<string>;

  /** @param hosts names or addresses, without a port */
  constructor(hosts: readonly string[]) {
    this.hosts = new Set(hosts.map((host) => host.toLowerCase()));
  }

  has(host: string): boolean {
    return this.hosts.has(host.toLowerCase());
  }
}
