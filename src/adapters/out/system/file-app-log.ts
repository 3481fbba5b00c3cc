import { RotatingAppLog } from './rotating-app-log.js';

/** The application log in its file only: standard output belongs to somebody else. */
export class FileAppLog extends RotatingAppLog {
  protected override print(): void {
    // Nobody reads it here.
  }
}
