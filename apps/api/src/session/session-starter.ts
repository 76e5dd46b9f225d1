import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { KnownBrowsers, type OpenedSession } from '#organization';
import { Clock } from '#platform';
import { rememberBrowser } from '../security/known-browser-cookie.js';
import { type Principal, toPrincipal } from '../security/principal.js';
import { findSessionToken, setSessionCookie } from '../security/session-cookie.js';
import type { SessionDto } from './session.dto.js';
import { SessionViews } from './session-views.js';

/** Sends a new session to the browser, as a cookie and as the content of the response. */
@Injectable()
export class SessionStarter {
  constructor(
    private readonly views: SessionViews,
    private readonly browsers: KnownBrowsers,
    private readonly clock: Clock,
  ) {}

  async start(opened: OpenedSession, request: Request, response: Response): Promise<SessionDto> {
    const view = await this.views.of(toPrincipal(opened, opened.session));
    setSessionCookie(request, response, opened.token, opened.session.expiresAt, this.clock.now());
    rememberBrowser(this.browsers, opened.user.email, request, response);
    return view;
  }

  /** Extends the cookie to the session's current expiry, because each use of a session extends its expiry. */
  prolong({ session }: Principal, request: Request, response: Response): void {
    const token = findSessionToken(request.headers);
    if (session && token) setSessionCookie(request, response, token, session.expiresAt, this.clock.now());
  }
}
