namespace Chancery.Mail.Sources;

/// <summary>One mail to look at, or the reason why there is none.</summary>
/// <param name="Name">The path as given; <c>PATH#n</c> for the n-th mail of an mbox, from 1.</param>
/// <param name="Problem">For people; null if the mail can be opened.</param>
/// <param name="Open">A seekable stream of the mail's octets; throws <see cref="IOException"/> where there is a problem.</param>
public sealed record MailSource(string Name, string? Problem, Func<Stream> Open)
{
    internal static MailSource Failed(string name, string problem) => new(name, problem, () => throw new IOException(problem));
}
