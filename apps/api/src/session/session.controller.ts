import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  type Client,
  type OpenedSession,
  ProfilesService,
  SessionsService,
  SignInService,
} from '#organization';
import { DomainError } from '#platform';
import { CurrentClient } from '../security/decorators/current-client.decorator.js';
import { CurrentPrincipal } from '../security/decorators/current-principal.decorator.js';
import { Limited } from '../security/decorators/limited.decorator.js';
import type { Principal } from '../security/principal.js';
import { Public } from '../security/decorators/public.decorator.js';
import { clearSessionCookie } from '../security/session-cookie.js';
import { SessionOnly } from '../security/decorators/session-only.decorator.js';
import { SignedIn } from '../security/decorators/signed-in.decorator.js';
import { SessionDto, SignInDto, SwitchMembershipDto, ProfileChangesDto } from './session.dto.js';
import { SessionStarter } from './session-starter.js';
import { SessionViews } from './session-views.js';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly profiles: ProfilesService,
    private readonly views: SessionViews,
    private readonly starter: SessionStarter,
  ) {}

  /**
   * Sign in.
   * @remarks Signs the user in and sets the session cookie.
   */
  @Post()
  @Public('Used to sign in')
  @Limited(120)
  async signIn(
    @Body() body: SignInDto,
    @CurrentClient() client: Client,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    return this.starter.start(await this.signIns.signIn(body, client), request, response);
  }

  /**
   * Get the current session.
   * @remarks Returns the signed-in user, their membership and permissions. Renews the cookie of a browser session.
   */
  @Get()
  @SignedIn('Returns the caller’s own session')
  async get(
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    this.starter.prolong(principal, request, response);
    return this.views.of(principal);
  }

  /**
   * Sign out.
   * @remarks Ends the session and deletes its cookie.
   */
  @Delete()
  @SignedIn('Ends the caller’s own session')
  @SessionOnly()
  @HttpCode(HttpStatus.NO_CONTENT)
  async signOut(
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.sessions.end(requireSession(principal));
    clearSessionCookie(request, response);
  }

  /**
   * Switch to another membership.
   * @remarks Starts a new session for another membership of the same person, with a new cookie and CSRF token.
   */
  @Post('membership')
  @SignedIn('Switches between the caller’s own memberships')
  @SessionOnly()
  async switchMembership(
    @Body() { membershipId }: SwitchMembershipDto,
    @CurrentPrincipal() principal: Principal,
    @CurrentClient() client: Client,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    const opened: OpenedSession = await this.signIns.switchMembership(
      requireSession(principal),
      membershipId,
      client,
    );
    return this.starter.start(opened, request, response);
  }

  /**
   * Update your profile.
   * @remarks Changes your name, language or time zone.
   */
  @Patch('profile')
  @SignedIn('Changes the caller’s own profile')
  @SessionOnly()
  async changeProfile(
    @Body() body: ProfileChangesDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<SessionDto> {
    await this.profiles.change(principal.scope, principal.user.id, body);
    const { name, locale, zone } = { ...principal.user, ...body };
    return this.views.of({ ...principal, user: { ...principal.user, name: name.trim(), locale, zone } });
  }
}

/** Rejects API keys, which have no session to end or switch. */
function requireSession(principal: Principal): Principal & { session: NonNullable<Principal['session']> } {
  const { session } = principal;
  if (!session) throw new DomainError('organization.session_needed');
  return { ...principal, session };
}
