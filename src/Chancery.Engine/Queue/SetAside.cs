using System.Globalization;
using Chancery.Engine.Messages;

namespace Chancery.Engine.Queue;

/// <summary>Mail that is not worked on any more by itself, because whoever did died over it, or because it is damaged.</summary>
internal static class SetAside
{
    private const string Word = "set aside: ";

    public static string Damaged => Word + "the stored body is damaged";

    public static string AfterDeaths(int times) =>
        Word + string.Create(CultureInfo.InvariantCulture, $"{times} times in a row the process ended while working on it");

    public static bool Is(MessageGroup group) => group.State == GroupState.Held && group.Reason?.StartsWith(Word, StringComparison.Ordinal) == true;
}
