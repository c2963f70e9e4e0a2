using Chancery.Policy.People;

namespace Chancery.Host.Directories;

/// <param name="Base">Name of an entry.</param>
/// <param name="OnlyBase">That entry itself; else it and all below it.</param>
/// <param name="Wanted">Attributes whose values are wanted.</param>
internal sealed record SearchQuestion(string Base, bool OnlyBase, DirectoryFilter Filter, IReadOnlyList<string> Wanted);
