using Chancery.Mail.Inspection;

namespace Chancery.Mail.Documents;

/// <summary>What reading the texts of one mail may cost: characters, octets of one document, time, documents within each other.</summary>
internal sealed class ReadingBudget
{
    /// <summary>Documents within documents, the outermost included.</summary>
    public const int MaxDepth = 5;

    private const int CharactersBetweenLooks = 32 * 1024;

    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;
    private readonly long _began;
    private long _left;
    private int _untilLook = CharactersBetweenLooks;

    public ReadingBudget(InspectionLimits limits)
    {
        (_clock, _limit, _left) = (limits.Clock, limits.TextTime, limits.TextCharacters);
        (DocumentBytes, _began) = (limits.DocumentBytes, limits.Clock.GetTimestamp());
    }

    public long DocumentBytes { get; }

    public TimeSpan Left => _limit - _clock.GetElapsedTime(_began);

    /// <summary>Set from outside to end a reading that runs elsewhere.</summary>
    public bool IsCancelled { get; set; }

    /// <exception cref="UnreadableException">Nothing is left.</exception>
    public void Take(int characters)
    {
        if ((_left -= characters) < 0) throw new UnreadableException("the text is over the limit");
        if ((_untilLook -= characters) > 0) return;
        _untilLook = CharactersBetweenLooks;
        CheckTime();
    }

    /// <exception cref="UnreadableException">The time is over.</exception>
    public void CheckTime()
    {
        if (IsCancelled || Left < TimeSpan.Zero) throw new UnreadableException("reading the text takes too long");
    }
}
