import { RunningMoments } from './running-moments.js';

/** Weights of a new row in the short, medium and long mean of a signal. */
const SCALES = [0.3, 0.05, 0.01] as const;
/** Weight of a new row in the level with which the next row is compared. */
const LEVEL_RATE = 0.05;
/** Rate at which the history of a signal forgets earlier rows. */
const HISTORY_RATE = 0.001;
/**
 * Rate at which the history of the combined distance forgets earlier rows. It is lower, so that noisy signals don't
 * raise findings constantly.
 */
const LIKELIHOOD_RATE = 0.0002;
/** Weight of a new row in the combined distance. */
const DISTANCE_RATE = 0.1;
/** Prevents a division by the tiny deviation of a signal that never changed. */
const DISTANCE_FLOOR = 0.1;
const MIN_HISTORY = 30;
const MIN_PROFILE_HISTORY = 100;
/** Number of rows at the start without a score. */
const START_ROWS = 60;
const PROFILE_BUCKETS = 48;
const PROFILE_RATE = 0.1;
const MIN_PROFILE_ROWS = 3;
const DAY_SECONDS = 86_400;
/** Number of days after which a finding can state that a value is unusual for the time of day. */
const PROFILE_DAYS = 2;

/** The comparison in which a row of a signal is most unusual. */
export type UnusualIn = 'level' | 'noise' | 'profile';

/**
 * Scores a single signal against its own history, with one pass and fixed memory.
 *
 * 1. Three comparisons at three time scales: the smoothed value, the smoothed absolute difference from the recent level
 *    (noise), and the smoothed difference from the usual value at that time of day (profile). Each is measured in
 *    standard deviations of its own past.
 * 2. The largest distance is smoothed and compared with its own past in turn (likelihood). A signal that is often
 *    unusual therefore needs a larger distance.
 *
 * Wu and Keogh (arXiv 2009.13807) and the NAB scoreboard show that this second comparison and the hold-off after an
 * alarm matter more than the choice of a model.
 */
export class SeriesScorer {
  /** The smoothed combined distance, as a likelihood distance; 0 or more. */
  score = 0;
  unusualIn: UnusualIn = 'level';
  direction: 'up' | 'down' = 'up';
  expected = 0;
  private readonly level = new RunningMoments(SCALES.length, HISTORY_RATE, MIN_HISTORY);
  private readonly noise = new RunningMoments(SCALES.length, HISTORY_RATE, MIN_HISTORY);
  private readonly profile = new RunningMoments(SCALES.length, HISTORY_RATE, MIN_PROFILE_HISTORY);
  private readonly likelihood = new RunningMoments(1, LIKELIHOOD_RATE, MIN_HISTORY);
  private readonly shortMeans = new Float64Array(SCALES.length);
  private readonly shortNoise = new Float64Array(SCALES.length);
  private readonly shortProfile = new Float64Array(SCALES.length);
  private readonly profileMeans = new Float64Array(PROFILE_BUCKETS);
  private readonly profileCounts = new Uint32Array(PROFILE_BUCKETS);
  private recentLevel = NaN;
  private distance = 0;
  private rows = 0;
  private since = NaN;

  /**
   * Scores the next value of the signal.
   * @param at s since the epoch, for the time of day
   */
  add(value: number, at: number): number {
    if (Number.isNaN(this.since)) this.since = at;
    if (Number.isNaN(this.recentLevel)) {
      this.recentLevel = value;
      this.shortMeans.fill(value);
    }
    const residual = value - this.recentLevel;
    this.recentLevel += LEVEL_RATE * residual;
    const fromProfile = this.addToProfile(value, at);
    const absoluteResidual = Math.abs(residual);
    let largest = 0;
    let usual = this.recentLevel;
    for (let scale = 0; scale < SCALES.length; scale += 1) {
      const rate = SCALES[scale]!;
      const mean = this.shortMeans[scale]! + rate * (value - this.shortMeans[scale]!);
      this.shortMeans[scale] = mean;
      const usualMean = this.level.meanOf(scale);
      const levelDistance = this.level.distanceAndAdd(scale, mean, 0);
      if (Math.abs(levelDistance) > largest) {
        largest = Math.abs(levelDistance);
        usual = usualMean;
        this.note('level', levelDistance);
      }
      const noise = this.shortNoise[scale]! + rate * (absoluteResidual - this.shortNoise[scale]!);
      this.shortNoise[scale] = noise;
      const noiseDistance = this.noise.distanceAndAdd(scale, noise, 0);
      if (Math.abs(noiseDistance) > largest) {
        largest = Math.abs(noiseDistance);
        usual = this.recentLevel;
        this.note('noise', noiseDistance);
      }
      if (!Number.isNaN(fromProfile)) {
        const smoothed = this.shortProfile[scale]! + rate * (fromProfile - this.shortProfile[scale]!);
        this.shortProfile[scale] = smoothed;
        const profileDistance = this.profile.distanceAndAdd(scale, smoothed, 0);
        if (Math.abs(profileDistance) > largest) {
          largest = Math.abs(profileDistance);
          usual = value - fromProfile;
          this.note(at - this.since > PROFILE_DAYS * DAY_SECONDS ? 'profile' : 'level', profileDistance);
        }
      }
    }
    this.expected = usual;
    this.distance += DISTANCE_RATE * (largest - this.distance);
    const likelihood = this.likelihood.distanceAndAdd(0, this.distance, DISTANCE_FLOOR);
    this.rows += 1;
    this.score = this.rows <= START_ROWS ? 0 : Math.max(0, likelihood);
    return this.score;
  }

  /** Forgets all rows and the history, after a change of the machine that invalidates the history. */
  reset(): void {
    for (const moments of [this.level, this.noise, this.profile, this.likelihood]) moments.reset();
    this.profileMeans.fill(0);
    this.profileCounts.fill(0);
    this.rows = 0;
    this.since = NaN;
    this.score = 0;
    this.resume();
  }

  /** Forgets the last rows, but not the history, after an outage. */
  resume(): void {
    this.recentLevel = NaN;
    this.shortNoise.fill(0);
    this.shortProfile.fill(0);
    this.distance = this.likelihood.meanOf(0);
  }

  /** Size of the state in bytes. */
  get bytes(): number {
    const arrays = [
      this.shortMeans,
      this.shortNoise,
      this.shortProfile,
      this.profileMeans,
      this.profileCounts,
    ];
    const moments = [this.level, this.noise, this.profile, this.likelihood];
    return (
      arrays.reduce((sum, array) => sum + array.byteLength, 0) +
      moments.reduce((sum, moment) => sum + moment.bytes, 0) +
      7 * 8
    );
  }

  private note(unusualIn: UnusualIn, distance: number): void {
    this.unusualIn = unusualIn;
    this.direction = distance < 0 ? 'down' : 'up';
  }

  /** Returns the difference from the usual value at that time of day, or NaN if it is unknown. */
  private addToProfile(value: number, at: number): number {
    const secondOfDay = at - Math.floor(at / DAY_SECONDS) * DAY_SECONDS;
    const bucket = Math.min(PROFILE_BUCKETS - 1, Math.floor((secondOfDay / DAY_SECONDS) * PROFILE_BUCKETS));
    const count = this.profileCounts[bucket]!;
    const mean = this.profileMeans[bucket]!;
    this.profileCounts[bucket] = count + 1;
    this.profileMeans[bucket] = mean + Math.max(PROFILE_RATE, 1 / (count + 1)) * (value - mean);
    return count < MIN_PROFILE_ROWS ? NaN : value - mean;
  }
}
