import { Inject, Injectable } from '@nestjs/common';
import { MakersService, ProfilesService } from '#organization';
import { Clock, UnitOfWork } from '#platform';
import type { ApiConfig } from '../config.js';
import { API_CONFIG } from '../config.module.js';
import type { Principal } from '../security/principal.js';
import { CustomerNames } from './customer-names.js';
import type { SessionDto } from './session.dto.js';

/** Data about the signed-in user that the portal loads once when it starts. */
@Injectable()
export class SessionViews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly makers: MakersService,
    private readonly profiles: ProfilesService,
    private readonly customers: CustomerNames,
    private readonly clock: Clock,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  async of({ scope, user, membership, permissions, session }: Principal): Promise<SessionDto> {
    const maker = await this.makers.get(scope);
    const memberships = await this.profiles.listMemberships(user.id);
    const technicianId = await this.findTechnicianId(scope, membership.id);
    return {
      user,
      membership: {
        id: membership.id,
        role: membership.role,
        makerId: membership.makerId,
        hubId: membership.hubId,
        customers: await this.customers.of(scope, membership.customerIds),
      },
      // A key acts for one membership. It must not reveal the person's other memberships, which can be at other makers.
      memberships: session ? memberships : memberships.filter(({ id }) => id === membership.id),
      maker: {
        id: maker.id,
        name: maker.name,
        nameI18n: maker.nameI18n,
        brand: maker.brand,
        zone: maker.zone,
      },
      permissions: [...permissions],
      csrfToken: session?.csrfToken ?? null,
      clock: {
        now: this.clock.now().toISOString(),
        offsetMs: this.config.clockOffsetMs,
        demo: this.config.demo,
      },
      ...(technicianId !== undefined && { technicianId }),
    };
  }

  private async findTechnicianId(
    scope: Principal['scope'],
    membershipId: string,
  ): Promise<string | undefined> {
    const [found] = await this.unitOfWork.run(scope, (tx) =>
      tx.manager.query<{ id: string }[]>(
        'select id from technician where maker_id = $1 and membership_id = $2',
        [scope.makerId, membershipId],
      ),
    );
    return found?.id;
  }
}
