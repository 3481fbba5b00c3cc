/** Compose can include and build from Git and from registries; such files are not on this disk. */
export const isRemote = (path: string): boolean => /^([a-z+]+:\/\/|git@|github\.com\/)/.test(path);
