type Machine = {
  env: Record<string, string | undefined>;
  platform: string;
  isRoot: boolean;
  playwrightBrowser(): string;
  exists(path: string): boolean;
  succeeds(program: string, ...args: string[]): boolean;
  run(command: string): void;
  say(message: string): void;
};

export const launchArguments: string[];
export function installedBrowser(machine?: Machine): string | undefined;
export function findBrowser(machine?: Machine): string;
