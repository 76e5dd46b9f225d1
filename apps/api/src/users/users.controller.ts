import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Granter, InvitationsService, MembersService } from '#organization';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Quota } from '../limits/quota.decorator.js';
import { CurrentGranter } from '../security/decorators/current-granter.decorator.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { SessionOnly } from '../security/decorators/session-only.decorator.js';
import { MemberViews } from './member-views.js';
import {
  InvitationRequestDto,
  MemberDto,
  MemberListDto,
  MemberQueryDto,
  MembershipChangesDto,
} from './users.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('people and keys')
@Controller('users')
@RequirePermission('users.write')
export class UsersController {
  constructor(
    private readonly members: MembersService,
    private readonly invitations: InvitationsService,
    private readonly views: MemberViews,
  ) {}

  /**
   * List users.
   * @remarks Returns the members of the maker, including pending, expired and revoked memberships. Pending invitations
   * come last. Members are sorted by name.
   */
  @Get()
  async list(@CurrentScope() scope: Scope, @Query() { customerId }: MemberQueryDto): Promise<MemberListDto> {
    const members = await this.members.list(scope);
    const wanted = customerId === undefined ? members : await this.views.usersOf(scope, customerId, members);
    return toWholeList(await this.views.of(scope, wanted));
  }

  /**
   * Invite a user.
   * @remarks Sends an invitation by email. Inviting the same address with the same role again sends a new link and
   * invalidates the earlier link. Requires a session, because a person who was invited with an API key would keep
   * access after the key is revoked.
   */
  @Post('invitations')
  @SessionOnly()
  @Quota('invitations')
  async invite(
    @CurrentScope() scope: Scope,
    @CurrentGranter() granter: Granter,
    @Body() body: InvitationRequestDto,
  ): Promise<MemberDto> {
    const membershipId = await this.invitations.invite(scope, granter, body);
    return this.views.ofOne(scope, await this.members.get(scope, membershipId));
  }

  /**
   * Update a user.
   * @remarks Changes the role, hub, customers, partner or expiry of a membership. The change applies from the user's
   * next request. Requires a session.
   */
  @Patch(':membershipId')
  @SessionOnly()
  async change(
    @CurrentScope() scope: Scope,
    @CurrentGranter() granter: Granter,
    @Param('membershipId', IdPipe) membershipId: string,
    @IfMatch() version: number,
    @Body() body: MembershipChangesDto,
  ): Promise<MemberDto> {
    return this.views.ofOne(scope, await this.members.change(scope, granter, membershipId, version, body));
  }

  /**
   * Remove a user.
   * @remarks Revokes the membership, and ends the sessions and API keys of the membership immediately.
   */
  @Delete(':membershipId')
  @HttpCode(HttpStatus.NO_CONTENT)
  revoke(
    @CurrentScope() scope: Scope,
    @CurrentGranter() granter: Granter,
    @Param('membershipId', IdPipe) membershipId: string,
  ): Promise<void> {
    return this.members.revoke(scope, granter, membershipId);
  }
}
